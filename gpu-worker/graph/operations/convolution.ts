import type { NamedTensorMap, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tensor } from "../../tensor";
import { derive, type GraphNode, imageShape, isOf } from "../node";
import type { Rules } from "../operations";
import { add, multiply } from "./arithmetic";
import { emitFilterGradient } from "./filter-gradient";
import { isConstant } from "./leaf";
import { reshape, sum } from "./shape";

/**
 * Stride 1, zeros around, so that height and width stay. The kernel is [outputs, inputs, k, k] with k odd, or
 * [channels, 1, k, k] for a depthwise one; an optional bias is [outputs].
 */
export interface Convolution {
  readonly kind: "convolution";
  readonly depthwise: boolean;
}

export function convolution(images: GraphNode, kernel: GraphNode, bias?: GraphNode): GraphNode {
  const [batch, channels, height, width] = imageShape(images);
  const [outputs, inputs, side, otherSide] = imageShape(kernel);
  if (side !== otherSide || side % 2 === 0) throw new Error(`a kernel of ${side} x ${otherSide} is not odd and square`);
  const depthwise = inputs === 1 && channels > 1;
  if (depthwise ? outputs !== channels : inputs !== channels)
    throw new Error(`a kernel for ${inputs} channels does not fit ${channels}`);
  const shape = [batch, outputs, height, width];
  return derive({ kind: "convolution", depthwise }, bias ? [images, kernel, bias] : [images, kernel], shape);
}

export const convolutionRules: Rules<Convolution> = {
  gradient({ operation: { depthwise }, inputs }, arriving, needed) {
    const [images, kernel] = inputs as readonly [GraphNode, GraphNode];
    const [outputs, , side] = imageShape(kernel);
    return [
      needed[0] ? convolution(arriving, flipKernel(kernel, depthwise)) : undefined,
      needed[1] ? filterGradient(images, arriving, side, depthwise) : undefined,
      needed[2] ? reshape(sum(arriving, [0, 2, 3]), [outputs]) : undefined,
    ];
  },
  onnx({ operation: { depthwise }, inputs }, emitter) {
    const [outputs, , side] = imageShape(inputs[1] as GraphNode);
    const margin = (side - 1) / 2;
    return emitter.node("Conv", inputs.map(emitter.nameOf), {
      kernel_shape: [side, side],
      pads: [margin, margin, margin, margin],
      group: depthwise ? outputs : 1,
    });
  },
  tensorflow({ operation: { depthwise } }, [images, kernel, bias], { tf }) {
    // Held as [outputs, k, k, inputs]; wanted as [k, k, inputs, outputs], or [k, k, channels, 1].
    const filter = tf.transpose(kernel as Tensor4D, depthwise ? [1, 2, 0, 3] : [1, 2, 3, 0]);
    const convolve = depthwise ? tf.depthwiseConv2d : tf.conv2d;
    const result = convolve(images as Tensor4D, filter, 1, "same");
    return bias ? tf.add(result, bias) : result;
  },
};

/** Multiplies every channel of an image by its factor ([channels], constant), inside the kernels where it can. */
export function scaleOutputs(images: GraphNode, factors: GraphNode): GraphNode {
  const [channels = 1] = factors.shape;
  const [one, other, bias] = images.inputs;
  if (isOf(images, "convolution") && one && other && !bias && isConstant(other))
    return convolution(one, multiply(other, reshape(factors, [channels, 1, 1, 1])));
  if (isOf(images, "add") && one?.shape.length === 4 && other?.shape.length === 4)
    return add(scaleOutputs(one, factors), scaleOutputs(other, factors));
  return multiply(images, reshape(factors, [1, channels, 1, 1]));
}

/** A kernel turned by half a turn, inputs and outputs exchanged (not of a depthwise one): that of the input gradient. */
export interface FlipKernel {
  readonly kind: "flipKernel";
  readonly depthwise: boolean;
}

export function flipKernel(kernel: GraphNode, depthwise: boolean): GraphNode {
  const [outputs, inputs, side] = imageShape(kernel);
  const shape = depthwise ? [outputs, inputs, side, side] : [inputs, outputs, side, side];
  return derive({ kind: "flipKernel", depthwise }, [kernel], shape);
}

export const flipKernelRules: Rules<FlipKernel> = {
  gradient: ({ operation }, arriving) => [flipKernel(arriving, operation.depthwise)],
  onnx({ operation: { depthwise }, inputs, shape }, emitter) {
    const [operand] = inputs as readonly [GraphNode];
    // Here rather than by onnxruntime, which takes a second for what this does in some hundredths of one.
    if (isOf(operand, "constant")) return emitter.constant(flipped(operand.operation.tensor, depthwise));
    const [kernel] = inputs.map(emitter.nameOf) as [string];
    const exchanged = depthwise ? kernel : emitter.node("Transpose", [kernel], { perm: [1, 0, 2, 3] });
    if (shape[2] === 1) return exchanged;
    const beyondStart = -(2 ** 31);
    const limits = [
      [-1, -1],
      [beyondStart, beyondStart],
      [2, 3],
      [-1, -1],
    ].map((values) => emitter.integers(values));
    return emitter.node("Slice", [exchanged, ...limits]);
  },
  tensorflow({ operation: { depthwise } }, [kernel], { tf }) {
    const flipped = tf.reverse(kernel as Tensor4D, [1, 2]);
    return depthwise ? flipped : tf.transpose(flipped, [3, 1, 2, 0]);
  },
};

const flips = new WeakMap<Tensor, Tensor>();

/** What `flipKernel` of a constant is. */
function flipped(kernel: Tensor, depthwise: boolean): Tensor {
  const known = flips.get(kernel);
  if (known) return known;
  const [outputs = 1, inputs = 1, side = 1] = kernel.shape;
  const places = side * side;
  const data = new Float32Array(kernel.data.length);
  for (let output = 0; output < outputs; output++)
    for (let input = 0; input < inputs; input++) {
      const from = (output * inputs + input) * places;
      const to = depthwise ? from : (input * outputs + output) * places;
      for (let place = 0; place < places; place++) data[to + places - 1 - place] = kernel.data[from + place] as number;
    }
  const result = { shape: depthwise ? kernel.shape : [inputs, outputs, side, side], data };
  flips.set(kernel, result);
  return result;
}

/** The gradient of a convolution with respect to its kernel, from its images and the gradient of its outputs. */
export interface FilterGradient {
  readonly kind: "filterGradient";
  readonly side: number;
  readonly depthwise: boolean;
}

export function filterGradient(images: GraphNode, arriving: GraphNode, side: number, depthwise: boolean): GraphNode {
  const [, inputs] = imageShape(images);
  const [, outputs] = imageShape(arriving);
  const shape = [outputs, depthwise ? 1 : inputs, side, side];
  return derive({ kind: "filterGradient", side, depthwise }, [images, arriving], shape);
}

export const filterGradientRules: Rules<FilterGradient> = {
  // Bilinear in both: the kernel's cotangent convolves the images, or, flipped, the outputs' gradient.
  gradient({ operation, inputs }, arriving, needed) {
    const [images, outputs] = inputs as readonly [GraphNode, GraphNode];
    return [
      needed[0] ? convolution(outputs, flipKernel(arriving, operation.depthwise)) : undefined,
      needed[1] ? convolution(images, arriving) : undefined,
    ];
  },
  onnx: emitFilterGradient,
  tensorflow({ operation: { side, depthwise } }, [images, arriving], { tf }) {
    const inputs = images?.shape[3] ?? 1;
    const outputs = depthwise ? 1 : (arriving?.shape[3] ?? 1);
    const filterShape = [side, side, inputs, outputs];
    const options = { strides: [1, 1], dilations: [1, 1], pad: "same", dataFormat: "NHWC", filterShape };
    // The kernels alone: the gradients that TensorFlow.js builds of them are not used.
    const kernel = depthwise ? "DepthwiseConv2dNativeBackpropFilter" : "Conv2DBackpropFilter";
    const gradient = tf.engine().runKernel(kernel, { x: images, dy: arriving } as NamedTensorMap, options);
    return tf.transpose(gradient as Tensor4D, depthwise ? [2, 0, 1, 3] : [3, 0, 1, 2]);
  },
};
