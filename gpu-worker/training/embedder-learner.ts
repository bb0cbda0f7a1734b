import type { Dataset } from "../data/dataset";
import { spread } from "../data/split";
import { createDenoiser } from "../diffusion/denoiser";
import { defaultSteps, generate } from "../diffusion/generator";
import { createDescent } from "../embedding/descent";
import type { DescentLoss } from "../embedding/descent-graph";
import { createEmbedder } from "../embedding/embedder";
import type { Engine } from "../graph/engine";
import { drawNormal, drawUniform } from "../latent/random";
import type { ModelConfig } from "../models/config";
import { type Model, modelOf } from "../models/model";
import { networkParameters } from "../networks/network";
import { compare } from "../pictures/error";
import { rasterGrid } from "../pictures/grid";
import { imagePixels, imageRaster, seedRaster } from "../pictures/images";
import { rows, type Tensor } from "../tensor";
import type { Weights } from "./averages";
import { embedderGradientGraph, seedsGraph } from "./embedder-graph";
import { type InvertedPairs, InvertedSeeds, type Pairs } from "./inverted-seeds";
import type { Learner } from "./learner";
import { expectFitting } from "./memory";
import { PictureOrder } from "./order";
import { outputsOf, weightInputs } from "./outputs";
import { normalisedPictures } from "./pictures";

export interface EmbedderLearning {
  readonly batch: number;
  readonly flip: boolean;
  readonly number: number;
  /** Steps at the beginning that learn from pairs of an image and its seed. */
  readonly pairSteps: number;
  /** Pairs of pictures, and seeds that inversion finds; without them, pairs of drawn seeds and generated images. */
  readonly inverted?: InvertedPairs;
  /** Of reconstructions; absolute unless told. */
  readonly loss?: DescentLoss;
}

const validated = 128;
const shown = 8;
const streams = { flips: 0x6000_0000, pairs: 0x3000_0000 };

/**
 * An embedder learns seeds from which the frozen generator gives the pictures back: the loss is the mean absolute error
 * between pictures and what is generated, unclipped, through all ten steps (paper, section 5.2), or the mean squared one.
 * The first `pairSteps` compare seeds instead: a seed is drawn, its image generated, and the seed asked for; or, of
 * pictures, the seed that inversion finds.
 */
export async function createEmbedderLearner(
  config: ModelConfig,
  generator: Model,
  { training, validation }: Dataset,
  engine: Engine,
  { batch, flip, number, pairSteps, inverted, loss: kind }: EmbedderLearning,
): Promise<Learner> {
  const { channels, size } = config;
  const shapes = networkParameters(config);
  const own = [seedsGraph(config, batch), embedderGradientGraph(config, batch)] as const;
  // What the embedder's own programs take is not the descent's to plan with.
  const taken = expectFitting(engine, own, batch);
  const [forwards, backwards] = [await engine.compile(own[0]), await engine.compile(own[1])];
  const denoiser = await createDenoiser(generator, engine, batch);
  const memory = Math.max(0, engine.memory - taken);
  const descent = await createDescent(generator, engine, batch, { penalty: 0, memory, loss: kind });
  const order = new PictureOrder(training.length / (channels * size * size), batch, number);
  const invertedSeeds = inverted && new InvertedSeeds(denoiser, training, inverted, batch, number);

  /** The loss of a batch, and its gradient with respect to the seeds that were embedded. */
  async function reconstruction(seeds: Tensor, images: Tensor): Promise<{ loss: number; arriving: Tensor }> {
    const { losses, gradient } = await descent.evaluate(seeds, images);
    return {
      loss: losses.data.reduce((total, value) => total + value, 0) / batch,
      arriving: { shape: gradient.shape, data: gradient.data.map((slope) => slope / batch) },
    };
  }

  /** There are as many of them as one likes. */
  async function drawnPairs(step: number): Promise<Pairs> {
    const seeds = drawNormal(number, streams.pairs + step, [batch, channels, size, size]);
    const images = (await generate(denoiser, seeds, { steps: defaultSteps })).at(-1);
    if (!images) throw new Error("the generator took no step");
    return { images, seeds };
  }

  function pictures(step: number): Tensor {
    const flips = drawUniform(number, streams.flips + step, batch);
    return normalisedPictures(training, config, order.at(step), (at) => flip && (flips[at] ?? 0) < 0.5);
  }

  const heldOut = [...new Array(validation.length / (channels * size * size)).keys()];

  /** Of held-out pictures from all over them, at most so many. */
  async function reconstruct(weights: Weights, most: number) {
    const chosen = spread(heldOut, most);
    const count = chosen.length;
    const images = normalisedPictures(validation, config, chosen);
    const embedder = await createEmbedder(modelOf(config, weights), engine, batch);
    const seeds = await embedder.embed(images);
    await embedder.dispose();
    const generated = (await generate(denoiser, seeds)).at(-1);
    if (!generated) throw new Error("the generator took no step");
    return { count, images, seeds, generated };
  }

  return {
    config,
    shapes,
    stepsPerEpoch: order.stepsPerEpoch,
    async evaluate(step, weights) {
      const given = weightInputs(weights, shapes);
      const pairs = step <= pairSteps ? await (invertedSeeds?.at(step) ?? drawnPairs(step)) : undefined;
      const images = pairs?.images ?? pictures(step);
      const { seeds } = await forwards.run({ images, ...given });
      if (!seeds) throw new Error("the embedder gave no seeds");
      const { loss, arriving } = pairs ? seedDistance(seeds, pairs.seeds) : await reconstruction(seeds, images);
      return outputsOf(await backwards.run({ images, arriving, ...given }), loss);
    },
    async validate(weights) {
      const { images, generated } = await reconstruct(weights, validated);
      const { meanSquaredError } = compare(imagePixels(images, config), imagePixels(generated, config));
      return { loss: meanSquaredError, meanSquaredError };
    },
    /** Pictures, their seeds, and what is generated from these, row by row. */
    async show(weights) {
      const { count, images, seeds, generated } = await reconstruct(weights, shown);
      const places = [...new Array(count).keys()];
      const each = (tensor: Tensor, raster: (one: Tensor) => ReturnType<typeof seedRaster>) =>
        places.map((at) => raster(rows(tensor, at, at + 1)));
      const asImage = (one: Tensor) => imageRaster(one, config);
      return rasterGrid([...each(images, asImage), ...each(seeds, seedRaster), ...each(generated, asImage)], count);
    },
    async dispose() {
      for (const part of [forwards, backwards, denoiser, descent]) await part.dispose();
    },
  };
}

/** The mean of squares between seeds and those that were wanted, and its gradient. */
function seedDistance(seeds: Tensor, wanted: Tensor): { loss: number; arriving: Tensor } {
  const difference = seeds.data.map((value, at) => value - (wanted.data[at] as number));
  const loss = difference.reduce((total, value) => total + value * value, 0) / difference.length;
  return { loss, arriving: { shape: seeds.shape, data: difference.map((value) => (2 * value) / difference.length) } };
}
