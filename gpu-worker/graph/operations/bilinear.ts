import type { Tensor4D } from "@tensorflow/tfjs-core";
import { derive, type GraphNode, imageShape } from "../node";
import type { Rules } from "../operations";

/**
 * Twice as high and wide, linear between pixel centres, edges repeated (half-pixel centres, as PyTorch's
 * `align_corners=False` and Keras' UpSampling2D).
 */
export interface BilinearUp {
  readonly kind: "bilinearUp";
}

export function bilinearUp(node: GraphNode): GraphNode {
  const [batch, channels, height, width] = imageShape(node);
  return derive({ kind: "bilinearUp" }, [node], [batch, channels, height * 2, width * 2]);
}

export const bilinearUpRules: Rules<BilinearUp> = {
  gradient: (_, arriving) => [bilinearDown(arriving)],
  onnx: ({ inputs }, emitter) =>
    emitter.node("Resize", [...inputs.map(emitter.nameOf), "", emitter.numbers([1, 1, 2, 2])], {
      mode: "linear",
      coordinate_transformation_mode: "half_pixel",
    }),
  tensorflow({ shape: [, , height = 0, width = 0] }, [images], { tf }) {
    return tf.image.resizeBilinear(images as Tensor4D, [height, width], false, true);
  },
};

/** The exact adjoint of `bilinearUp`: edges repeated by one, then a 4 x 4 window of `bilinearTaps` at stride 2. */
export interface BilinearDown {
  readonly kind: "bilinearDown";
}

export const bilinearTaps = [0.25, 0.75, 0.75, 0.25] as const;

export function bilinearDown(node: GraphNode): GraphNode {
  const [batch, channels, height, width] = imageShape(node);
  if (height % 2 !== 0 || width % 2 !== 0) throw new Error(`${height} x ${width} cannot be halved`);
  return derive({ kind: "bilinearDown" }, [node], [batch, channels, height / 2, width / 2]);
}

/** [channels, 1, 4, 4]: the outer product of the taps, for every channel. */
export function bilinearWindow(channels: number): number[] {
  const window = bilinearTaps.flatMap((row) => bilinearTaps.map((column) => row * column));
  return new Array<number[]>(channels).fill(window).flat();
}

export const bilinearDownRules: Rules<BilinearDown> = {
  gradient: (_, arriving) => [bilinearUp(arriving)],
  onnx({ inputs, shape }, emitter) {
    const [, channels = 0] = shape;
    const [operand] = inputs.map(emitter.nameOf) as [string];
    const padded = emitter.node("Pad", [operand, emitter.integers([0, 0, 1, 1, 0, 0, 1, 1])], { mode: "edge" });
    const window = emitter.numbers(bilinearWindow(channels), `bilinear_${channels}`, [channels, 1, 4, 4]);
    return emitter.node("Conv", [padded, window], { kernel_shape: [4, 4], strides: [2, 2], group: channels });
  },
  tensorflow({ shape: [, channels = 0] }, [images], { tf }) {
    // Mirrored by one, edge included, is the edge repeated.
    const around = [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ] as [number, number][];
    const padded = tf.mirrorPad(images as Tensor4D, around, "symmetric");
    const window = tf.transpose(tf.tensor4d(bilinearWindow(channels), [channels, 1, 4, 4]), [2, 3, 0, 1]);
    return tf.depthwiseConv2d(padded, window as Tensor4D, 2, "valid");
  },
};
