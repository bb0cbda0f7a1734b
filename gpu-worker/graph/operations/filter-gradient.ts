import { type GraphNode, imageShape } from "../node";
import type { OnnxEmitter } from "../onnx/emitter";
import type { FilterGradient } from "./convolution";

/** One matrix product for every place in the kernel, of the outputs' gradient with the images shifted to it. */
export function emitFilterGradient(
  { operation, inputs, shape }: GraphNode<FilterGradient>,
  emitter: OnnxEmitter,
): string {
  const [images, arriving] = inputs as readonly [GraphNode, GraphNode];
  const [batch, channels, height, width] = imageShape(images);
  const [, outputs] = imageShape(arriving);
  const { side, depthwise } = operation;
  const margin = (side - 1) / 2;
  const flatArriving = emitter.node("Reshape", [
    emitter.nameOf(arriving),
    emitter.integers([batch, outputs, height * width]),
  ]);
  const padded =
    margin === 0
      ? emitter.nameOf(images)
      : emitter.node("Pad", [emitter.nameOf(images), emitter.integers([0, 0, margin, margin, 0, 0, margin, margin])]);
  const places: string[] = [];
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const limits = [
        [row, column],
        [row + height, column + width],
        [2, 3],
      ].map((values) => emitter.integers(values));
      const shifted = margin === 0 ? padded : emitter.node("Slice", [padded, ...limits]);
      const flat = emitter.node("Reshape", [shifted, emitter.integers([batch, channels, height * width])]);
      places.push(
        depthwise ? channelProducts(flatArriving, flat, emitter) : products(flatArriving, flat, batch, emitter),
      );
    }
  const [first = ""] = places;
  const together = places.length === 1 ? first : emitter.node("Concat", places, { axis: 2 });
  return emitter.node("Reshape", [together, emitter.integers(shape)]);
}

/** [outputs, inputs, 1]: summed over the batch and the pixels. */
function products(arriving: string, images: string, batch: number, emitter: OnnxEmitter): string {
  const each = emitter.node("FusedMatMul", [arriving, images], { transB: 1 }, "com.microsoft");
  const total = batch === 1 ? each : emitter.node("ReduceSum", [each, emitter.integers([0])], { keepdims: 1 });
  return emitter.node("Unsqueeze", [emitter.node("Squeeze", [total, emitter.integers([0])]), emitter.integers([2])]);
}

/** [channels, 1, 1]. */
function channelProducts(arriving: string, images: string, emitter: OnnxEmitter): string {
  const product = emitter.node("Mul", [arriving, images]);
  const total = emitter.node("ReduceSum", [product, emitter.integers([0, 2])], { keepdims: 0 });
  return emitter.node("Unsqueeze", [total, emitter.integers([1, 2])]);
}
