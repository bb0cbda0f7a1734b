import { derive, type GraphNode, type Shape, sameShape, showShape, sizeOf } from "../node";
import type { Rules } from "../operations";
import type { TensorflowTensor } from "../tensorflow/interpreter";
import { alignedTo, fromHeld, heldAxis, heldShape, toHeld } from "../tensorflow/layout";
import { scale } from "./arithmetic";

/** Over some axes, which stay as length 1 so that the result fits beside its operand. */
export interface Reduction {
  readonly kind: "sum" | "mean";
  readonly axes: readonly number[];
}

export function sum(node: GraphNode, axes: readonly number[]): GraphNode {
  return reduce("sum", node, axes);
}

export function mean(node: GraphNode, axes: readonly number[]): GraphNode {
  return reduce("mean", node, axes);
}

/** The mean of all numbers, as a scalar. */
export function meanOfAll(node: GraphNode): GraphNode {
  return reshape(mean(node, [...node.shape.keys()]), []);
}

function reduce(kind: Reduction["kind"], node: GraphNode, axes: readonly number[]): GraphNode {
  if (axes.length === 0) return node;
  const shape = node.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return derive({ kind, axes: [...axes].sort() }, [node], shape);
}

/** Sums over the axes that broadcasting a node to `shape` had stretched: the gradient of broadcasting. */
export function sumTo(node: GraphNode, shape: Shape): GraphNode {
  if (sameShape(node.shape, shape)) return node;
  const added = node.shape.length - shape.length;
  if (added < 0) throw new Error(`${showShape(node.shape)} is no broadcast of ${showShape(shape)}`);
  const stretched = [...node.shape.keys()].filter(
    (axis) => axis < added || (shape[axis - added] === 1 && node.shape[axis] !== 1),
  );
  return reshape(sum(node, stretched), shape);
}

export const reductionRules: Rules<Reduction> = {
  gradient({ operation: { kind, axes }, inputs }, arriving) {
    const [operand] = inputs as readonly [GraphNode];
    const count = axes.reduce((product, axis) => product * (operand.shape[axis] ?? 1), 1);
    return [broadcast(kind === "mean" ? scale(arriving, 1 / count) : arriving, operand.shape)];
  },
  onnx({ operation: { kind, axes }, inputs }, emitter) {
    const [operand] = inputs.map(emitter.nameOf) as [string];
    // Opset 17: the axes of ReduceSum are an input, those of ReduceMean an attribute.
    if (kind === "sum") return emitter.node("ReduceSum", [operand, emitter.integers(axes)], { keepdims: 1 });
    return emitter.node("ReduceMean", [operand], { axes, keepdims: 1 });
  },
  tensorflow({ operation: { kind, axes }, shape }, [operand], { tf }) {
    const held = axes.map((axis) => heldAxis(axis, shape.length));
    return tf[kind](operand as TensorflowTensor, held, true);
  },
};

/** Repeats along axes of length 1. */
export interface Broadcast {
  readonly kind: "broadcast";
  readonly shape: Shape;
}

export function broadcast(node: GraphNode, shape: Shape): GraphNode {
  if (sameShape(node.shape, shape)) return node;
  return derive({ kind: "broadcast", shape }, [node], shape);
}

export const broadcastRules: Rules<Broadcast> = {
  gradient: ({ inputs }, arriving) => [sumTo(arriving, (inputs[0] as GraphNode).shape)],
  onnx: ({ operation, inputs }, emitter) =>
    emitter.node("Expand", [...inputs.map(emitter.nameOf), emitter.integers(operation.shape)]),
  tensorflow: ({ shape }, [operand], { tf }) =>
    tf.broadcastTo(alignedTo(tf, operand as TensorflowTensor, shape.length), heldShape(shape)),
};

/** The same numbers in the same order under another shape. */
export interface Reshape {
  readonly kind: "reshape";
  readonly shape: Shape;
}

export function reshape(node: GraphNode, shape: Shape): GraphNode {
  if (sameShape(node.shape, shape)) return node;
  if (sizeOf(node.shape) !== sizeOf(shape))
    throw new Error(`${showShape(node.shape)} cannot be reshaped to ${showShape(shape)}`);
  return derive({ kind: "reshape", shape }, [node], shape);
}

export const reshapeRules: Rules<Reshape> = {
  gradient: ({ inputs }, arriving) => [reshape(arriving, (inputs[0] as GraphNode).shape)],
  onnx: ({ operation, inputs }, emitter) =>
    emitter.node("Reshape", [...inputs.map(emitter.nameOf), emitter.integers(operation.shape)]),
  tensorflow: ({ shape }, [operand], { tf }) =>
    toHeld(tf, tf.reshape(fromHeld(tf, operand as TensorflowTensor), [...shape])),
};
