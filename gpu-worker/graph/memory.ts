import { sizeOf } from "../tensor";
import { type Graph, inOrder, lastUses } from "./graph";
import type { GraphNode } from "./node";
import { isConstant } from "./operations/leaf";

export interface GraphMemory {
  /** Bytes of the values that no input changes, weights above all: held as long as the program is. */
  readonly constants: number;
  /** Bytes of the values that are held at one time while it runs, at most. */
  readonly values: number;
}

const bytesOfNumber = 4;

/** What running a graph takes, computed node by node in order, each value kept until its last use. */
export function memoryOf({ outputs }: Graph): GraphMemory {
  const order = inOrder(outputs.values());
  const uses = lastUses(order, outputs.values());
  const constants = new Set<GraphNode>();
  let held = 0;
  let most = 0;
  for (const node of order.filter((one) => !isConstant(one))) {
    held += bytesOf(node);
    most = Math.max(most, held);
    for (const input of new Set(node.inputs)) {
      if (isConstant(input)) constants.add(input);
      else if (uses.get(input) === node) held -= bytesOf(input);
    }
  }
  return { constants: [...constants].reduce((total, node) => total + bytesOf(node), 0), values: most };
}

function bytesOf({ shape }: GraphNode): number {
  return bytesOfNumber * sizeOf(shape);
}
