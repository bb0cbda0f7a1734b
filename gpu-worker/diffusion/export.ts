import { type Graph, makeGraph } from "../graph/graph";
import { toOnnx } from "../graph/onnx/onnx";
import { input } from "../graph/operations/leaf";
import { sinusoids } from "../graph/operations/sinusoids";
import { denoiserParts } from "../models/config";
import type { Model } from "../models/model";
import { frozenParameters } from "../networks/parameters";
import { unet } from "../networks/unet";
import { generation } from "./generation-graph";
import { embeddingSpeeds } from "./schedule";

/** A file that other programs can run, and the names of what goes in and comes out. */
export interface Exported {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** ONNX, operator set 17, of the standard domain alone. */
  readonly bytes: Uint8Array;
}

/**
 * The network alone: `noisy_images` [batch, channels, size, size] in normalised units and `noise_variance`, the square
 * of the noise rate, one number 0..1 in double precision because single precision loses digits in the embedding's
 * waves; to `predicted_noise`, of the images' shape. Throws `bad_request` where the model is no denoiser.
 */
export function exportDenoiser({ id, config, weights }: Model, batch: number): Exported {
  const { channels, size } = config;
  const { network, embedding } = denoiserParts(config);
  const noisyImages = input("noisy_images", [batch, channels, size, size]);
  const embedded = sinusoids("noise_variance", embeddingSpeeds(embedding));
  const noise = unet({ channels, network }, frozenParameters(weights), noisyImages, embedded);
  const graph = makeGraph(`${id}'s denoiser`, { predicted_noise: noise });
  return exported(graph, ["noisy_images", "noise_variance"]);
}

/**
 * A whole generation of `steps` steps: `seeds` [batch, channels, size, size] to `images` of the same shape, which are
 * those of the last step, not clipped. Both are in normalised units. Throws `bad_request` where the model is no
 * denoiser.
 */
export function exportGenerator(model: Model, batch: number, steps: number): Exported {
  const { channels, size } = model.config;
  const seeds = input("seeds", [batch, channels, size, size]);
  const images = generation(model, frozenParameters(model.weights), seeds, steps);
  return exported(makeGraph(`${model.id}'s generation in ${steps} steps`, { images }), ["seeds"]);
}

function exported(graph: Graph, inputs: readonly string[]): Exported {
  return { inputs, outputs: [...graph.outputs.keys()], bytes: toOnnx(graph) };
}
