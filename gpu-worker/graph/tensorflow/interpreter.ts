import type { Tensor as TensorflowTensor } from "@tensorflow/tfjs-core";
import type { Tensor } from "../../tensor";

export type { TensorflowTensor };

/** TensorFlow.js, from whichever package brings it. */
export type Tensorflow = typeof import("@tensorflow/tfjs-core");

/** What a rule computes with. Values of four axes are held channels last, as TensorFlow's kernels want them. */
export interface Interpreter {
  readonly tf: Tensorflow;
  /** An input of this run, as values are held. */
  given(name: string): TensorflowTensor;
  /** A constant, as values are held. */
  hold(tensor: Tensor): TensorflowTensor;
}
