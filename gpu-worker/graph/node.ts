import { sameShape, showShape, sizeOf } from "../tensor";
import type { Operation } from "./operations";

export type Shape = readonly number[];

/** One value in a computation: an operation on other values. Shapes are static; numbers are single precision. */
export interface GraphNode<Kind extends Operation = Operation> {
  readonly id: number;
  readonly operation: Kind;
  readonly inputs: readonly GraphNode[];
  readonly shape: Shape;
}

let lastId = 0;
const consumers = new WeakMap<GraphNode, Map<string, GraphNode>>();

/** A new leaf: an input or a constant. */
export function leaf<Kind extends Operation>(operation: Kind, shape: Shape): GraphNode<Kind> {
  lastId += 1;
  return { id: lastId, operation, inputs: [], shape };
}

/** The same operation on the same values is the same node, so nothing is computed or prepared twice. */
export function derive(operation: Operation, inputs: readonly [GraphNode, ...GraphNode[]], shape: Shape): GraphNode {
  const [first, ...others] = inputs;
  const known = consumers.get(first) ?? new Map<string, GraphNode>();
  consumers.set(first, known);
  const key = `${JSON.stringify(operation)} ${others.map(({ id }) => id).join(" ")}`;
  const existing = known.get(key);
  if (existing) return existing;
  lastId += 1;
  const node = { id: lastId, operation, inputs, shape };
  known.set(key, node);
  return node;
}

export function isOf<Kind extends Operation["kind"]>(
  node: GraphNode,
  kind: Kind,
): node is GraphNode<Extract<Operation, { kind: Kind }>> {
  return node.operation.kind === kind;
}

/** [batch, channels, height, width] of a node. Throws where it has other axes. */
export function imageShape(node: GraphNode): readonly [number, number, number, number] {
  const [batch, channels, height, width, ...more] = node.shape;
  if (batch === undefined || channels === undefined || height === undefined || width === undefined || more.length > 0)
    throw new Error(`${node.operation.kind} ${showShape(node.shape)} is not [batch, channels, height, width]`);
  return [batch, channels, height, width];
}

/** NumPy's broadcasting of two shapes. Throws where they do not fit. */
export function broadcastShape(one: Shape, other: Shape): Shape {
  const length = Math.max(one.length, other.length);
  const aligned = (shape: Shape) => [...new Array<number>(length - shape.length).fill(1), ...shape];
  const right = aligned(other);
  return aligned(one).map((left, axis) => {
    const opposite = right[axis] ?? 1;
    if (left !== opposite && left !== 1 && opposite !== 1)
      throw new Error(`${showShape(one)} and ${showShape(other)} do not fit together`);
    return left === 1 ? opposite : left;
  });
}

export { sameShape, showShape, sizeOf };
