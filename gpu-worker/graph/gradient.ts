import { dependents, inOrder } from "./graph";
import type { GraphNode } from "./node";
import { rulesOf } from "./operations";
import { add } from "./operations/arithmetic";
import { scalar } from "./operations/leaf";

/**
 * Reverse-mode differentiation as a graph: the gradients of a scalar `loss` with respect to each of `variables`, of
 * their shapes. Throws where the loss is no scalar, or where it does not depend on a variable.
 */
export function gradients(loss: GraphNode, variables: readonly GraphNode[]): GraphNode[] {
  if (loss.shape.length !== 0) throw new Error("only a scalar loss has gradients");
  return pullback(new Map([[loss, scalar(1)]]), variables);
}

/** The same for several outputs at once, each with the gradient that arrives at it from outside. */
export function pullback(arriving: ReadonlyMap<GraphNode, GraphNode>, variables: readonly GraphNode[]): GraphNode[] {
  const wanted = dependents(arriving.keys(), variables);
  const totals = new Map(arriving);
  for (const node of inOrder(arriving.keys()).reverse()) {
    const total = totals.get(node);
    if (!total || !wanted.has(node) || variables.includes(node)) continue;
    const needed = node.inputs.map((input) => wanted.has(input));
    const contributions = rulesOf(node).gradient(node, total, needed);
    node.inputs.forEach((input, at) => {
      const contribution = contributions[at];
      if (!needed[at] || !contribution) return;
      const before = totals.get(input);
      totals.set(input, before ? add(before, contribution) : contribution);
    });
  }
  return variables.map((variable) => {
    const total = totals.get(variable);
    if (!total) throw new Error(`nothing here depends on ${variable.operation.kind} ${variable.id}`);
    return total;
  });
}
