import { type GraphNode, imageShape } from "../node";
import type { OnnxEmitter } from "../onnx/emitter";
import type { FilterGradient } from "./convolution";

/**
 * The kernel's number at (row, column) is a matrix product, over all pixels, of the outputs' gradient moved down by
 * `row` and the images moved left by `column`; so a kernel of k x k takes k copies of each and not k x k of one.
 * Where images have many pixels for their channels the copies are stacked and multiplied at once, image by image;
 * where they have few, one by one, with the pixels of all images in one row: as was measured to be faster.
 */
export function emitFilterGradient(node: GraphNode<FilterGradient>, emitter: OnnxEmitter): string {
  const [images, arriving] = node.inputs as readonly [GraphNode, GraphNode];
  const { inputs, outputs, height, width } = sizesOf(node);
  const operands = [emitter.nameOf(images), emitter.nameOf(arriving)] as const;
  if (node.operation.depthwise) return depthwiseProducts(node, operands, emitter);
  return height * width >= 2 * Math.max(inputs, outputs)
    ? oneProduct(node, operands, emitter)
    : productsOverBatch(node, operands, emitter);
}

type Operands = readonly [images: string, arriving: string];

function oneProduct(node: GraphNode<FilterGradient>, operands: Operands, emitter: OnnxEmitter): string {
  const { side, batch, inputs, outputs, height, width } = sizesOf(node);
  const pixels = (height + side - 1) * width;
  const [columns, rows] = moved(operands, side, emitter);
  const stack = (parts: readonly string[], channels: number) =>
    emitter.node("Reshape", [
      parts.length === 1 ? (parts[0] ?? "") : emitter.node("Concat", parts, { axis: 1 }),
      emitter.integers([batch, side * channels, pixels]),
    ]);
  const pair = [stack(rows, outputs), stack(columns, inputs)];
  const products = emitter.node("FusedMatMul", pair, { transB: 1 }, "com.microsoft");
  const total = emitter.node("ReduceSum", [products, emitter.integers([0])], { keepdims: 0 });
  const apart = emitter.node("Reshape", [total, emitter.integers([side, outputs, side, inputs])]);
  return emitter.node("Transpose", [apart], { perm: [1, 3, 0, 2] });
}

function productsOverBatch(node: GraphNode<FilterGradient>, operands: Operands, emitter: OnnxEmitter): string {
  const { side, batch, inputs, outputs, height, width } = sizesOf(node);
  const pixels = batch * (height + side - 1) * width;
  const channelsFirst = operands.map((name) => emitter.node("Transpose", [name], { perm: [1, 0, 2, 3] }));
  const [columns, rows] = moved(channelsFirst as unknown as Operands, side, emitter);
  const flat = (name: string, channels: number) =>
    emitter.node("Reshape", [name, emitter.integers([channels, pixels])]);
  const flatColumns = columns.map((name) => flat(name, inputs));
  const products = rows.flatMap((row) => {
    const flatRow = flat(row, outputs);
    return flatColumns.map((column) => emitter.node("Gemm", [flatRow, column], { transB: 1 }));
  });
  return together(products, node, emitter);
}

function depthwiseProducts(node: GraphNode<FilterGradient>, operands: Operands, emitter: OnnxEmitter): string {
  const [columns, rows] = moved(operands, node.operation.side, emitter);
  const products = rows.flatMap((row) =>
    columns.map((column) => {
      const product = emitter.node("Mul", [row, column]);
      return emitter.node("ReduceSum", [product, emitter.integers([0, 2, 3])], { keepdims: 0 });
    }),
  );
  return together(products, node, emitter);
}

/**
 * The images moved by every column of the kernel, zeros above and below them, and the gradient by every row: what they
 * have at the same place meets under the kernel.
 */
function moved([images, arriving]: Operands, side: number, emitter: OnnxEmitter): [string[], string[]] {
  if (side === 1) return [[images], [arriving]];
  const margin = (side - 1) / 2;
  const places = [...new Array(side).keys()];
  const pad = (name: string, [top, left, bottom, right]: readonly [number, number, number, number]) =>
    emitter.node("Pad", [name, emitter.integers([0, 0, top, left, 0, 0, bottom, right])]);
  return [
    places.map((column) => pad(images, [margin, margin - column, margin, column - margin])),
    places.map((row) => pad(arriving, [row, 0, 2 * margin - row, 0])),
  ];
}

/** The kernel from its numbers, each for all outputs and inputs, row by row. */
function together(products: readonly string[], { shape }: GraphNode, emitter: OnnxEmitter): string {
  const each = products.map((name) => emitter.node("Unsqueeze", [name, emitter.integers([-1])]));
  const joined = each.length === 1 ? (each[0] ?? "") : emitter.node("Concat", each, { axis: -1 });
  return emitter.node("Reshape", [joined, emitter.integers(shape)]);
}

function sizesOf({ operation: { side }, inputs: [images, arriving] }: GraphNode<FilterGradient>) {
  const [batch, inputs, height, width] = imageShape(images as GraphNode);
  const [, outputs] = imageShape(arriving as GraphNode);
  return { side, batch, inputs, outputs, height, width };
}
