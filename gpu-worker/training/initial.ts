import { drawUniform } from "../latent/random";
import type { ParameterShape } from "../networks/parameters";
import { sizeOf, type Tensor } from "../tensor";

/**
 * Weights to start from, a function of `number`: kernels uniform within sqrt(6 / (inputs + outputs)) as Glorot and
 * Bengio have it, biases and means 0, variances 1. A denoiser's head is 0, so that at first it predicts no noise.
 */
export function initialWeights(
  shapes: readonly ParameterShape[],
  number: number,
  zeroHead: boolean,
): Map<string, Tensor> {
  return new Map(shapes.map(({ name, shape }, stream) => [name, initial(name, shape, number, stream, zeroHead)]));
}

function initial(name: string, shape: readonly number[], number: number, stream: number, zeroHead: boolean): Tensor {
  const data = new Float32Array(sizeOf(shape));
  const [outputs = 1, inputs = 1, side = 1] = shape;
  if (name.endsWith(".variance")) data.fill(1);
  else if (shape.length === 4 && !(zeroHead && name === "head.weight")) {
    const limit = Math.sqrt(6 / ((inputs + outputs) * side * side));
    data.set(drawUniform(number, stream, data.length).map((value) => (2 * value - 1) * limit));
  }
  return { shape, data };
}
