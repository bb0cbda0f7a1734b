import type { GraphNode } from "./node";
import type { OnnxEmitter } from "./onnx/emitter";
import { type Arithmetic, arithmeticRules } from "./operations/arithmetic";
import { type BilinearDown, type BilinearUp, bilinearDownRules, bilinearUpRules } from "./operations/bilinear";
import { type Concatenate, concatenateRules, type SliceChannels, sliceChannelsRules } from "./operations/channels";
import {
  type Convolution,
  convolutionRules,
  type FilterGradient,
  type FlipKernel,
  filterGradientRules,
  flipKernelRules,
} from "./operations/convolution";
import {
  type Elementwise,
  elementwiseRules,
  type Limits,
  limitsRules,
  type Swish,
  swishRules,
} from "./operations/elementwise";
import { type Constant, constantRules, type Input, inputRules } from "./operations/leaf";
import { type MatrixProduct, matrixProductRules } from "./operations/matrix";
import { type Normalise, normaliseRules } from "./operations/normalisation";
import { type AveragePool, averagePoolRules, type NearestUp, nearestUpRules } from "./operations/pooling";
import {
  type Broadcast,
  broadcastRules,
  type Reduction,
  type Reshape,
  reductionRules,
  reshapeRules,
} from "./operations/shape";
import { type Sinusoids, sinusoidsRules } from "./operations/sinusoids";
import type { Interpreter, TensorflowTensor } from "./tensorflow/interpreter";

/** Everything a graph can compute. A new operation is a file beside the others and its lines here. */
export type Operation =
  | Input
  | Constant
  | Sinusoids
  | Arithmetic
  | Elementwise
  | Swish
  | Limits
  | Convolution
  | FlipKernel
  | FilterGradient
  | AveragePool
  | NearestUp
  | BilinearUp
  | BilinearDown
  | Concatenate
  | SliceChannels
  | Normalise
  | MatrixProduct
  | Reduction
  | Broadcast
  | Reshape;

/** What is known of one kind of operation: how to differentiate it, and how each engine computes it. */
export interface Rules<Kind extends Operation = Operation> {
  /**
   * The gradient with respect to each input, of that input's shape, from the one with respect to the output; of the
   * inputs that are not `needed`, anything.
   */
  gradient(node: GraphNode<Kind>, arriving: GraphNode, needed: readonly boolean[]): readonly (GraphNode | undefined)[];
  /** Emits ONNX nodes and answers the name of the one that holds the result. */
  onnx(node: GraphNode<Kind>, emitter: OnnxEmitter): string;
  /** Computes the node from its inputs' values, all held as `tensorflow/layout.ts` says. */
  tensorflow(node: GraphNode<Kind>, values: readonly TensorflowTensor[], interpreter: Interpreter): TensorflowTensor;
}

const rules: { readonly [Kind in Operation["kind"]]: Rules<Extract<Operation, { kind: Kind }>> } = {
  input: inputRules,
  constant: constantRules,
  sinusoids: sinusoidsRules,
  add: arithmeticRules,
  subtract: arithmeticRules,
  multiply: arithmeticRules,
  divide: arithmeticRules,
  sigmoid: elementwiseRules,
  absolute: elementwiseRules,
  sign: elementwiseRules,
  square: elementwiseRules,
  squareRoot: elementwiseRules,
  swish: swishRules,
  clip: limitsRules,
  within: limitsRules,
  convolution: convolutionRules,
  flipKernel: flipKernelRules,
  filterGradient: filterGradientRules,
  averagePool: averagePoolRules,
  nearestUp: nearestUpRules,
  bilinearUp: bilinearUpRules,
  bilinearDown: bilinearDownRules,
  concatenate: concatenateRules,
  sliceChannels: sliceChannelsRules,
  normalise: normaliseRules,
  matrixProduct: matrixProductRules,
  sum: reductionRules,
  mean: reductionRules,
  broadcast: broadcastRules,
  reshape: reshapeRules,
};

export function rulesOf(node: GraphNode): Rules {
  // Each kind's rules see only nodes of that kind, which the table's type has checked.
  return rules[node.operation.kind] as Rules;
}
