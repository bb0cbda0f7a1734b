import type { Tensor4D } from "@tensorflow/tfjs-core";
import { derive, type GraphNode, imageShape } from "../node";
import type { Rules } from "../operations";
import { scale } from "./arithmetic";

/** Means of squares of 2 x 2: half as high and wide. */
export interface AveragePool {
  readonly kind: "averagePool";
}

export function averagePool(node: GraphNode): GraphNode {
  const [batch, channels, height, width] = imageShape(node);
  if (height % 2 !== 0 || width % 2 !== 0) throw new Error(`${height} x ${width} cannot be halved`);
  return derive({ kind: "averagePool" }, [node], [batch, channels, height / 2, width / 2]);
}

export const averagePoolRules: Rules<AveragePool> = {
  gradient: (_, arriving) => [nearestUp(scale(arriving, 0.25))],
  onnx: ({ inputs }, emitter) =>
    emitter.node("AveragePool", inputs.map(emitter.nameOf), { kernel_shape: [2, 2], strides: [2, 2] }),
  tensorflow: (_, [images], { tf }) => tf.avgPool(images as Tensor4D, 2, 2, "valid"),
};

/** Every number as a square of 2 x 2: twice as high and wide. */
export interface NearestUp {
  readonly kind: "nearestUp";
}

export function nearestUp(node: GraphNode): GraphNode {
  const [batch, channels, height, width] = imageShape(node);
  return derive({ kind: "nearestUp" }, [node], [batch, channels, height * 2, width * 2]);
}

export const nearestUpRules: Rules<NearestUp> = {
  gradient: (_, arriving) => [scale(averagePool(arriving), 4)],
  onnx: ({ inputs }, emitter) =>
    emitter.node("Resize", [...inputs.map(emitter.nameOf), "", emitter.numbers([1, 1, 2, 2])], {
      mode: "nearest",
      coordinate_transformation_mode: "asymmetric",
      nearest_mode: "floor",
    }),
  tensorflow: ({ shape: [, , height = 0, width = 0] }, [images], { tf }) =>
    tf.image.resizeNearestNeighbor(images as Tensor4D, [height, width]),
};
