import type { Tensor } from "../../tensor";
import { type GraphNode, leaf, type Shape } from "../node";
import type { Rules } from "../operations";

/** A tensor given at every run. */
export interface Input {
  readonly kind: "input";
  readonly name: string;
}

/** A tensor that is part of the graph, such as a weight. */
export interface Constant {
  readonly kind: "constant";
  readonly tensor: Tensor;
  readonly label?: string;
}

export function input(name: string, shape: Shape): GraphNode<Input> {
  return leaf({ kind: "input", name }, shape);
}

export function constant(tensor: Tensor, label?: string): GraphNode<Constant> {
  return leaf({ kind: "constant", tensor, label }, tensor.shape);
}

/** Weakly: what is computed from a scalar is found through it, and would keep every graph that it was ever used in. */
const scalars = new Map<number, WeakRef<GraphNode<Constant>>>();

/** One number, of shape []; the same node as long as a graph uses it. */
export function scalar(value: number): GraphNode<Constant> {
  const known = scalars.get(value)?.deref();
  if (known) return known;
  const node = constant({ shape: [], data: Float32Array.of(value) });
  scalars.set(value, new WeakRef(node));
  return node;
}

const constancy = new WeakMap<GraphNode, boolean>();

/** Whether a node depends on no input, so that an engine can compute it once. */
export function isConstant(node: GraphNode): boolean {
  const known = constancy.get(node);
  if (known !== undefined) return known;
  const result = node.operation.kind === "constant" || (node.inputs.length > 0 && node.inputs.every(isConstant));
  constancy.set(node, result);
  return result;
}

export const inputRules: Rules<Input> = {
  gradient: () => [],
  onnx: ({ operation, shape }, emitter) => emitter.input(operation.name, shape),
  tensorflow: ({ operation }, _, interpreter) => interpreter.given(operation.name),
};

export const constantRules: Rules<Constant> = {
  gradient: () => [],
  onnx: ({ operation }, emitter) => emitter.constant(operation.tensor, operation.label),
  tensorflow: ({ operation }, _, interpreter) => interpreter.hold(operation.tensor),
};
