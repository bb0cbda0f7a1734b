import { Problem } from "../../protocol/errors";
import { readHdf5 } from "../files/hdf5";
import type { ParameterShape } from "../networks/parameters";
import { type UnetDescription, unetParameters } from "../networks/unet";
import { allFinite, sameShape, showShape, type Tensor } from "../tensor";
import { checkedConfig, type ModelConfig } from "./config";
import { type KerasLayer, type KerasLayers, layersOf, variable } from "./keras-layers";

/** What a Keras file does not say of the network in it. */
export interface KerasDescription {
  readonly name: string;
  readonly kind: "denoiser" | "embedder";
  readonly channels: number;
  /** Height and width in pixels. */
  readonly size: number;
  readonly widths: readonly number[];
  readonly blockDepth: number;
  /** pixel = mean + std * x; without it the file's `normalization` layer says it, if there is one. */
  readonly normalization?: ModelConfig["normalization"];
}

/** The published schedule and the fastest wave of its embedding (Asperti et al., arXiv 2301.07485). */
const schedule = { kind: "continuous-cosine", minSignalRate: 0.02, maxSignalRate: 0.95 } as const;
const maxFrequency = 1000;

/**
 * A model from the weights that Keras saved of the published code's `get_denoising_network` or `get_Unet`
 * (github.com/asperti/Embedding-in-Diffusion-Models; Keras' example `generative/ddim.py` is built alike): `.h5`,
 * `.hdf5` or `.weights.h5`, the weights alone or a whole model.
 *
 * Where neither the description nor the file says how pictures are normalised, a denoiser gets mean and deviation .5,
 * and an embedder, which the published code feeds pixels, 0 and 1.
 *
 * Throws `bad_request`, `model_missing_tensor`, `model_wrong_shape` or `model_not_finite`, naming Keras' layer.
 */
export async function importKeras(
  bytes: Uint8Array,
  description: KerasDescription,
): Promise<{ config: ModelConfig; weights: Map<string, Tensor> }> {
  const layers = layersOf(await readHdf5(bytes));
  const { name, kind, channels, size, widths, blockDepth } = description;
  const dims = embeddingDims(layers, description);
  const network = {
    family: "unet" as const,
    widths: [...widths],
    blockDepth,
    ...(kind === "denoiser" && { embedding: { dims, maxFrequency } }),
  };
  const described = {
    format: 1,
    name,
    kind,
    channels,
    size,
    network,
    ...(kind === "denoiser" && { schedule }),
    normalization: normalizationOf(layers, description),
  };
  const config = checkedConfig(described, "the description");
  return { config, weights: weightsOf(layers, { channels, network }) };
}

/** The first block sees the stem's channels and the embedded noise variance together. */
function embeddingDims({ normalizations: [first] }: KerasLayers, { kind, widths }: KerasDescription): number {
  if (!first) throw new Problem("model_missing_tensor", "the file holds no batch_normalization layer");
  const seen = variable(first, "moving_mean").shape[0] ?? 0;
  const dims = seen - (widths[0] ?? 0);
  if (kind === "embedder" ? dims === 0 : dims > 0 && dims % 2 === 0) return dims;
  const wanted =
    kind === "embedder"
      ? `${widths[0]} of an embedder's`
      : `those ${widths[0]} and an even number for the noise variance`;
  throw new Problem("model_wrong_shape", `${first.name} normalises ${seen} channels, not ${wanted}`);
}

function normalizationOf(
  { normalizer }: KerasLayers,
  { kind, channels, normalization }: KerasDescription,
): ModelConfig["normalization"] {
  if (normalization) return normalization;
  if (normalizer)
    return {
      mean: [...variable(normalizer, "mean").data],
      std: [...variable(normalizer, "variance").data].map(Math.sqrt),
    };
  const [mean, std] = kind === "embedder" ? [0, 1] : [0.5, 0.5];
  return { mean: new Array(channels).fill(mean), std: new Array(channels).fill(std) };
}

/**
 * Every tensor of the network from the layers of the same order. Kernels of one pixel and of three are counted apart,
 * because Keras 2 numbers the one of a block's skip before the other two, and Keras 3 after them.
 */
function weightsOf({ convolutions, normalizations }: KerasLayers, description: UnetDescription): Map<string, Tensor> {
  const shapes = unetParameters(description);
  const kernels = shapes.filter(({ name }) => name.endsWith(".weight"));
  const weights = new Map<string, Tensor>();
  for (const side of [1, 3]) {
    const wanted = kernels.filter(({ shape }) => shape[2] === side);
    const found = convolutions.filter((layer) => variable(layer, "kernel").shape[0] === side);
    for (const [{ name, shape }, layer] of pairs(`convolutions of ${side} x ${side}`, wanted, found)) {
      const [outputs = 0, inputs = 0] = shape;
      const kernel = checked(layer, "kernel", [side, side, inputs, outputs], name);
      const biasName = name.replace(/weight$/, "bias");
      weights.set(name, { shape, data: outputsFirst(kernel) });
      weights.set(biasName, checked(layer, "bias", [outputs], biasName));
    }
  }
  const means = shapes.filter(({ name }) => name.endsWith(".norm.mean"));
  for (const [{ name, shape }, layer] of pairs("batch normalisations", means, normalizations)) {
    const varianceName = name.replace(/mean$/, "variance");
    weights.set(name, checked(layer, "moving_mean", shape, name));
    weights.set(varianceName, checked(layer, "moving_variance", shape, varianceName));
  }
  return weights;
}

/** What the network wants beside what the file holds. Throws where one has more than the other. */
function pairs(what: string, wanted: readonly ParameterShape[], found: readonly KerasLayer[]) {
  if (found.length < wanted.length)
    throw new Problem(
      "model_missing_tensor",
      `the file holds ${found.length} ${what}, and a network of these widths and blocks has ${wanted.length}: nothing is ` +
        `left for ${wanted[found.length]?.name}`,
    );
  if (found.length > wanted.length)
    throw new Problem(
      "model_wrong_shape",
      `the file holds ${found.length} ${what}, and a network of these widths and blocks has ${wanted.length}: ` +
        `${found[wanted.length]?.name} is left over`,
    );
  return wanted.map((shape, at) => [shape, found[at] as KerasLayer] as const);
}

function checked(layer: KerasLayer, name: string, shape: readonly number[], wantedBy: string): Tensor {
  const array = variable(layer, name);
  if (!sameShape(array.shape, shape))
    throw new Problem(
      "model_wrong_shape",
      `${name} of ${layer.name} is ${showShape(array.shape)}, and ${wantedBy} takes ${showShape(shape)}`,
    );
  if (!allFinite(array)) throw new Problem("model_not_finite", `${name} of ${layer.name}`);
  return array;
}

/** [height, width, inputs, outputs] to [outputs, inputs, height, width]. */
function outputsFirst({ shape: [height = 0, width = 0, inputs = 0, outputs = 0], data }: Tensor): Float32Array {
  const result = new Float32Array(data.length);
  const area = height * width;
  for (let at = 0; at < area; at++)
    for (let input = 0; input < inputs; input++)
      for (let output = 0; output < outputs; output++)
        result[(output * inputs + input) * area + at] = data[(at * inputs + input) * outputs + output] as number;
  return result;
}
