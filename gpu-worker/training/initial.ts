import { Problem } from "../../protocol/errors";
import { drawUniform } from "../latent/random";
import type { ModelConfig } from "../models/config";
import { type Model, modelOf } from "../models/model";
import { networkParameters } from "../networks/network";
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

/**
 * An embedder to begin with, of a denoiser's weights: they fit where both have the same layers, and kernels that also
 * see the noise variance, which come after the pictures' features, are cut to these. The rest is initial. Throws
 * `bad_request` where nothing fits.
 */
export function inherited(config: ModelConfig, parent: Model, number = 0): Model {
  const begun = initialWeights(networkParameters(config), number, false);
  const fitting = [...begun].flatMap(([name, { shape }]) => {
    const given = parent.weights.get(name);
    const kept = given && cut(given, shape);
    return kept ? [[name, kept] as const] : [];
  });
  if (fitting.length === 0)
    throw new Problem("bad_request", `${parent.id} has no layer that ${config.name} has too: begin without it`);
  return { ...modelOf(config, new Map([...begun, ...fitting])), id: parent.id, weightsHash: parent.weightsHash };
}

/** Undefined where a tensor is of another shape in more than the inputs of its kernels, or has fewer. */
function cut({ shape, data }: Tensor, wanted: readonly number[]): Tensor | undefined {
  const [inputs = 1, fewer = 1] = [shape[1], wanted[1]];
  const same = shape.length === wanted.length && shape.every((length, axis) => axis === 1 || length === wanted[axis]);
  if (!same || fewer > inputs) return undefined;
  const [outputs = 1, , ...side] = shape;
  const area = sizeOf(side);
  const kept = new Float32Array(sizeOf(wanted));
  for (let output = 0; output < outputs; output++)
    kept.set(data.subarray(output * inputs * area, (output * inputs + fewer) * area), output * fewer * area);
  return { shape: wanted, data: kept };
}
