import type { Dataset } from "../data/dataset";
import { spread } from "../data/split";
import { createDenoiser } from "../diffusion/denoiser";
import { generate } from "../diffusion/generator";
import { embedVariance, ratesAt } from "../diffusion/schedule";
import type { Engine } from "../graph/engine";
import { drawNormal, drawSeed, drawUniform } from "../latent/random";
import { denoiserParts, type ModelConfig } from "../models/config";
import { modelOf } from "../models/model";
import { networkParameters } from "../networks/network";
import { rasterGrid } from "../pictures/grid";
import { imageRaster } from "../pictures/images";
import { rows, type Tensor, zeros } from "../tensor";
import type { Learner } from "./learner";
import { expectFitting } from "./memory";
import { PictureOrder } from "./order";
import { outputsOf, weightInputs } from "./outputs";
import { normalisedPictures } from "./pictures";
import { trainingGraph } from "./step-graph";

export interface DenoiserLearning {
  readonly batch: number;
  /** Whether half of the pictures are seen left to right. */
  readonly flip: boolean;
  /** What all that is drawn at random is a function of. */
  readonly number: number;
}

/** Held-out pictures, from all over them, that a validation denoises at each of `noiseLevels` diffusion times. */
const validated = 64;
const noiseLevels = 10;
const shown = 16;
/** Streams of random numbers, apart from those of the order, which counts epochs from 0. */
const streams = { noise: 0x4000_0000, times: 0x5000_0000, flips: 0x6000_0000, validation: 0x7000_0000 };

/**
 * A denoiser learns the noise in pictures, at diffusion times drawn uniformly from 0..1. Throws `bad_request` where a
 * batch does not fit into memory.
 */
export async function createDenoiserLearner(
  config: ModelConfig,
  { training, validation }: Dataset,
  engine: Engine,
  { batch, flip, number }: DenoiserLearning,
): Promise<Learner> {
  const { channels, size } = config;
  const { schedule, embedding } = denoiserParts(config);
  const shapes = networkParameters(config);
  const graph = trainingGraph(config, batch);
  expectFitting(engine, [graph], batch);
  const program = await engine.compile(graph);
  const order = new PictureOrder(training.length / (channels * size * size), batch, number);

  function noisy(images: Tensor, noise: Tensor, times: ArrayLike<number>): { noisyImages: Tensor; embedded: Tensor } {
    const noisyImages = zeros(images.shape);
    const embedded = zeros([images.shape[0] ?? 0, embedding.dims, 1, 1]);
    for (let image = 0; image < times.length; image++) {
      const { noiseRate, signalRate } = ratesAt(times[image] ?? 0, schedule);
      const row = (tensor: Tensor) => rows(tensor, image, image + 1).data;
      const [clean, added] = [row(images), row(noise)];
      row(embedded).set(embedVariance(noiseRate, embedding));
      row(noisyImages).set(clean.map((value, at) => signalRate * value + noiseRate * (added[at] as number)));
    }
    return { noisyImages, embedded };
  }

  return {
    config,
    shapes,
    stepsPerEpoch: order.stepsPerEpoch,
    async evaluate(step, weights) {
      const flips = drawUniform(number, streams.flips + step, batch);
      const flipped = (at: number) => flip && (flips[at] ?? 0) < 0.5;
      const images = normalisedPictures(training, config, order.at(step), flipped);
      const noise = drawNormal(number, streams.noise + step, images.shape);
      const { noisyImages, embedded } = noisy(images, noise, drawUniform(number, streams.times + step, batch));
      const inputs = { noisyImages, noise, embeddedVariance: embedded, ...weightInputs(weights, shapes) };
      return outputsOf(await program.run(inputs));
    },
    async validate(weights) {
      const chosen = spread([...new Array(validation.length / (channels * size * size)).keys()], validated);
      const count = chosen.length;
      const images = normalisedPictures(validation, config, chosen);
      const denoiser = await createDenoiser(modelOf(config, weights), engine, Math.min(16, count));
      let total = 0;
      for (let level = 0; level < noiseLevels; level++) {
        const at = ratesAt((level + 0.5) / noiseLevels, schedule);
        const noise = drawNormal(number, streams.validation + level, images.shape);
        const noisyImages = { shape: images.shape, data: mixed(images.data, at.signalRate, noise.data, at.noiseRate) };
        const { predictedNoise } = await denoiser.step(noisyImages, at, at, `validation at ${at.noiseRate}`);
        total += meanDistance(predictedNoise.data, noise.data);
      }
      await denoiser.dispose();
      return { loss: total / noiseLevels };
    },
    async show(weights) {
      const denoiser = await createDenoiser(modelOf(config, weights), engine, shown);
      const images = (await generate(denoiser, drawSeed(number, [shown, channels, size, size]))).at(-1);
      await denoiser.dispose();
      if (!images) throw new Error("the generator took no step");
      return rasterGrid(
        [...new Array(shown).keys()].map((at) => imageRaster(rows(images, at, at + 1), config)),
        4,
      );
    },
    dispose: () => program.dispose(),
  };
}

function mixed(one: Float32Array, share: number, other: Float32Array, otherShare: number): Float32Array {
  return one.map((value, at) => share * value + otherShare * (other[at] as number));
}

function meanDistance(one: Float32Array, other: Float32Array): number {
  return one.reduce((total, value, at) => total + Math.abs(value - (other[at] as number)), 0) / one.length;
}
