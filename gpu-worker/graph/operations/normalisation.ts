import { derive, type GraphNode, imageShape } from "../node";
import type { Rules } from "../operations";
import type { TensorflowTensor } from "../tensorflow/interpreter";
import { add, divide, multiply, subtract } from "./arithmetic";
import { scaleOutputs } from "./convolution";
import { square, squareRoot } from "./elementwise";
import { isConstant, scalar } from "./leaf";
import { mean, reshape } from "./shape";

/**
 * (x - mean) / sqrt(variance + epsilon) for every channel, mean and variance of shape [channels]. With statistics
 * `of: "batch"` they are those of x itself, and the gradient takes that into account; `frozen` ones are weights.
 */
export interface Normalise {
  readonly kind: "normalise";
  readonly of: "frozen" | "batch";
  readonly epsilon: number;
}

/** Batch normalisation as it generates: with the averages kept from training. */
export function normalise(node: GraphNode, average: GraphNode, variance: GraphNode, epsilon: number): GraphNode {
  return derive({ kind: "normalise", of: "frozen", epsilon }, [node, average, variance], node.shape);
}

export interface BatchNormalised {
  readonly output: GraphNode;
  readonly mean: GraphNode;
  /** Of the batch itself: the sum of squares over the count, not one less. */
  readonly variance: GraphNode;
}

/** Batch normalisation as it trains: with the mean and variance of the batch, over all axes but the channels. */
export function normaliseBatch(node: GraphNode, epsilon: number): BatchNormalised {
  const [, channels] = imageShape(node);
  const average = mean(node, [0, 2, 3]);
  const variance = mean(square(subtract(node, average)), [0, 2, 3]);
  const statistics = [reshape(average, [channels]), reshape(variance, [channels])] as const;
  const output = derive({ kind: "normalise", of: "batch", epsilon }, [node, ...statistics], node.shape);
  return { output, mean: statistics[0], variance: statistics[1] };
}

export const normaliseRules: Rules<Normalise> = {
  gradient(node, arriving, needed) {
    const { operation } = node;
    const variance = node.inputs[2] as GraphNode;
    const deviation = squareRoot(add(variance, scalar(operation.epsilon)));
    const inverse = divide(scalar(1), deviation);
    if (operation.of === "batch") {
      const share = mean(multiply(arriving, node), [0, 2, 3]);
      const centred = subtract(subtract(arriving, mean(arriving, [0, 2, 3])), multiply(node, share));
      return [multiply(centred, perChannel(inverse)), undefined, undefined];
    }
    if (needed[1] || needed[2] || !isConstant(variance)) throw new Error("frozen statistics have no gradient");
    return [scaleOutputs(arriving, inverse), undefined, undefined];
  },
  onnx({ operation, inputs, shape }, emitter) {
    const [operand, average, variance] = inputs.map(emitter.nameOf) as [string, string, string];
    const [, channels = 0] = shape;
    const ones = emitter.numbers(new Array<number>(channels).fill(1), `ones_${channels}`);
    const zeros = emitter.numbers(new Array<number>(channels).fill(0), `zeros_${channels}`);
    return emitter.node("BatchNormalization", [operand, ones, zeros, average, variance], {
      epsilon: { float: operation.epsilon },
    });
  },
  tensorflow({ operation: { epsilon } }, values, { tf }) {
    // The channels lie last, where vectors of them fit by themselves.
    const [images, average, variance] = values as readonly [TensorflowTensor, TensorflowTensor, TensorflowTensor];
    return tf.div(tf.sub(images, average), tf.sqrt(tf.add(variance, epsilon)));
  },
};

function perChannel(node: GraphNode): GraphNode {
  return reshape(node, [1, node.shape[0] ?? 1, 1, 1]);
}
