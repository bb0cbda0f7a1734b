import type { Tensor } from "../../tensor";
import type { Shape } from "../node";
import type { Tensorflow, TensorflowTensor } from "./interpreter";

const channelsLast = [0, 2, 3, 1];
const channelsFirst = [0, 3, 1, 2];

/** The shape in which a value of a graph's `shape` is held: four axes with the second one last, others as they are. */
export function heldShape(shape: Shape): number[] {
  return shape.length === 4 ? channelsLast.map((axis) => shape[axis] ?? 1) : [...shape];
}

/** Where an axis of a graph's value lies in the held one. */
export function heldAxis(axis: number, rank: number): number {
  return rank === 4 ? channelsLast.indexOf(axis) : axis;
}

export function hold(tf: Tensorflow, { shape, data }: Tensor): TensorflowTensor {
  return toHeld(tf, tf.tensor(data, [...shape], "float32"));
}

export function toHeld(tf: Tensorflow, value: TensorflowTensor): TensorflowTensor {
  return value.rank === 4 ? tf.transpose(value, channelsLast) : value;
}

/** A held value in the graph's order of axes. */
export function fromHeld(tf: Tensorflow, value: TensorflowTensor): TensorflowTensor {
  return value.rank === 4 ? tf.transpose(value, channelsFirst) : value;
}

/** A held value with axes of length 1 before its own until it has `rank`: what broadcasting takes it for. */
export function alignedTo(tf: Tensorflow, value: TensorflowTensor, rank: number): TensorflowTensor {
  if (value.rank === rank) return value;
  const added = new Array<number>(rank - value.rank).fill(1);
  return toHeld(tf, tf.reshape(fromHeld(tf, value), [...added, ...value.shape]));
}
