import type { GraphNode } from "./node";

/** A computation: named inputs to named outputs. */
export interface Graph {
  /** What it computes, for errors and profiles. */
  readonly name: string;
  readonly inputs: ReadonlyMap<string, GraphNode>;
  readonly outputs: ReadonlyMap<string, GraphNode>;
}

/** The graph of all that `outputs` depend on. Throws where two inputs have one name. */
export function makeGraph(name: string, outputs: Readonly<Record<string, GraphNode>>): Graph {
  const inputs = new Map<string, GraphNode>();
  for (const node of inOrder(Object.values(outputs))) {
    if (node.operation.kind !== "input") continue;
    if (inputs.has(node.operation.name)) throw new Error(`${name} has two inputs named ${node.operation.name}`);
    inputs.set(node.operation.name, node);
  }
  return { name, inputs, outputs: new Map(Object.entries(outputs)) };
}

/** Every node that `ends` depend on, each after its inputs. */
export function inOrder(ends: Iterable<GraphNode>): GraphNode[] {
  const order: GraphNode[] = [];
  const seen = new Set<GraphNode>();
  const stack: { node: GraphNode; entered: boolean }[] = [...ends].reverse().map((node) => ({ node, entered: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, entered } = top;
    if (entered) order.push(node);
    else if (!seen.has(node)) {
      seen.add(node);
      stack.push({ node, entered: true });
      for (const input of node.inputs.toReversed()) if (!seen.has(input)) stack.push({ node: input, entered: false });
    }
  }
  return order;
}

/** The last node in `order` that uses each value; `ends`, which are used beyond it, have none. */
export function lastUses(order: readonly GraphNode[], ends: Iterable<GraphNode>): Map<GraphNode, GraphNode> {
  const uses = new Map<GraphNode, GraphNode>();
  for (const node of order) for (const input of node.inputs) uses.set(input, node);
  for (const node of ends) uses.delete(node);
  return uses;
}

/** The nodes among those that `ends` depend on that depend on `source` themselves, `source` included. */
export function dependents(ends: Iterable<GraphNode>, sources: Iterable<GraphNode>): Set<GraphNode> {
  const found = new Set(sources);
  for (const node of inOrder(ends)) if (node.inputs.some((input) => found.has(input))) found.add(node);
  return found;
}
