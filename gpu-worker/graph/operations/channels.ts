import { derive, type GraphNode, imageShape, isOf, sizeOf } from "../node";
import type { Rules } from "../operations";
import type { TensorflowTensor } from "../tensorflow/interpreter";
import { heldAxis, heldShape } from "../tensorflow/layout";
import { add } from "./arithmetic";
import { convolution } from "./convolution";
import { constant, isConstant } from "./leaf";

/** One after the other along the channels (axis 1). */
export interface Concatenate {
  readonly kind: "concatenate";
}

export function concatenate(parts: readonly [GraphNode, ...GraphNode[]]): GraphNode {
  const [batch, , height, width] = imageShape(parts[0]);
  const channels = parts.reduce((total, part) => {
    const [otherBatch, more, otherHeight, otherWidth] = imageShape(part);
    if (otherBatch !== batch || otherHeight !== height || otherWidth !== width)
      throw new Error("only images of the same batch, height and width can be put together");
    return total + more;
  }, 0);
  return derive({ kind: "concatenate" }, parts, [batch, channels, height, width]);
}

export const concatenateRules: Rules<Concatenate> = {
  gradient({ inputs }, arriving, needed) {
    let start = 0;
    return inputs.map((part, at) => {
      const end = start + imageShape(part)[1];
      const slice = needed[at] ? sliceChannels(arriving, start, end) : undefined;
      start = end;
      return slice;
    });
  },
  onnx: ({ inputs }, emitter) => emitter.node("Concat", inputs.map(emitter.nameOf), { axis: 1 }),
  tensorflow: (_, values, { tf }) => tf.concat([...values], heldAxis(1, 4)),
};

/** The channels (axis 1) `start` to `end`, the end excluded; of a kernel, its second axis. */
export interface SliceChannels {
  readonly kind: "sliceChannels";
  readonly axis: 0 | 1;
  readonly start: number;
  readonly end: number;
}

/**
 * Looks through what computes each channel by itself: some channels of a convolution are a convolution with some of
 * its kernels, which costs less than computing all of them and cutting.
 */
export function sliceChannels(node: GraphNode, start: number, end: number): GraphNode {
  if (start === 0 && end === node.shape[1]) return node;
  const [one, other, bias] = node.inputs;
  if (isOf(node, "convolution") && one && other && !bias && isConstant(other))
    return convolution(one, slice(other, 0, start, end));
  if (isOf(node, "add") && one && other && one.shape.length === 4 && other.shape.length === 4)
    return add(sliceChannels(one, start, end), sliceChannels(other, start, end));
  return slice(node, 1, start, end);
}

function slice(node: GraphNode, axis: 0 | 1, start: number, end: number): GraphNode {
  const length = node.shape[axis] ?? 0;
  if (start < 0 || end > length || start >= end) throw new Error(`there is nothing in ${start}..${end} of ${length}`);
  const shape = node.shape.map((whole, at) => (at === axis ? end - start : whole));
  return derive({ kind: "sliceChannels", axis, start, end }, [node], shape);
}

/** Puts a gradient back among zeros: the adjoint of a slice. */
function embedSlice(arriving: GraphNode, { start, end }: SliceChannels, length: number): GraphNode {
  const [batch, , height, width] = imageShape(arriving);
  const zeros = (channels: number) => (channels === 0 ? [] : [zeroImages([batch, channels, height, width])]);
  const [first, ...rest] = [...zeros(start), arriving, ...zeros(length - end)];
  return concatenate([first ?? arriving, ...rest]);
}

function zeroImages(shape: readonly number[]): GraphNode {
  return constant({ shape, data: new Float32Array(sizeOf(shape)) });
}

export const sliceChannelsRules: Rules<SliceChannels> = {
  gradient({ operation, inputs }, arriving) {
    const [operand] = inputs as readonly [GraphNode];
    if (operation.axis !== 1) throw new Error("a slice of kernels has no gradient rule");
    return [embedSlice(arriving, operation, imageShape(operand)[1])];
  },
  onnx({ operation: { axis, start, end }, inputs }, emitter) {
    const limits = [[start], [end], [axis]].map((values) => emitter.integers(values));
    return emitter.node("Slice", [...inputs.map(emitter.nameOf), ...limits]);
  },
  tensorflow({ operation: { axis, start }, shape }, [operand], { tf }) {
    const begin = [0, 0, 0, 0];
    begin[heldAxis(axis, 4)] = start;
    return tf.slice(operand as TensorflowTensor, begin, heldShape(shape));
  },
};
