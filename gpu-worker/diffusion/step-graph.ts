import { pullback } from "../graph/gradient";
import { type Graph, makeGraph } from "../graph/graph";
import type { GraphNode } from "../graph/node";
import { add, divide, multiply, subtract } from "../graph/operations/arithmetic";
import { square } from "../graph/operations/elementwise";
import { constant, input } from "../graph/operations/leaf";
import { mean } from "../graph/operations/shape";
import { denoiserParts } from "../models/config";
import type { Model } from "../models/model";
import { frozenParameters, type Parameters } from "../networks/parameters";
import { type UnetDescription, unet } from "../networks/unet";
import { tensor } from "../tensor";
import { type Embedding, embedVariance, type Rates } from "./schedule";

/** The nodes of the rates that a step depends on, each a scalar, and the embedded variance [1 or n, dims, 1, 1]. */
export interface StepRates {
  readonly embeddedVariance: GraphNode;
  readonly noiseRate: GraphNode;
  readonly signalRate: GraphNode;
  readonly nextNoiseRate: GraphNode;
  readonly nextSignalRate: GraphNode;
}

export interface Step {
  readonly predictedNoise: GraphNode;
  readonly predictedImages: GraphNode;
  readonly nextImages: GraphNode;
}

/**
 * One deterministic step of reverse diffusion (Song et al., DDIM, arXiv 2010.02502, equation 12 with sigma = 0):
 * the noise is predicted and taken away, and the image made as noisy again as the next step has it.
 */
export function denoisingStep(
  description: UnetDescription,
  parameters: Parameters,
  noisyImages: GraphNode,
  rates: StepRates,
): Step {
  const predictedNoise = unet(description, parameters, noisyImages, rates.embeddedVariance);
  const predictedImages = divide(subtract(noisyImages, multiply(rates.noiseRate, predictedNoise)), rates.signalRate);
  const nextImages = add(
    multiply(rates.nextSignalRate, predictedImages),
    multiply(rates.nextNoiseRate, predictedNoise),
  );
  return { predictedNoise, predictedImages, nextImages };
}

/** The graph of one step of a denoiser for `batch` images, weights inside, rates given at every run. */
export function stepGraph(model: Model, batch: number): Graph {
  const { step } = frozenStep(model, batch);
  return makeGraph(`${model.id}'s denoising step`, { ...step });
}

/**
 * The same step backwards: from the noisy images and the gradient of a loss with respect to the next ones,
 * `arriving`, to its `gradient` with respect to the noisy images. All are [batch, channels, size, size].
 */
export function stepGradientGraph(model: Model, batch: number): Graph {
  const { noisyImages, step } = frozenStep(model, batch);
  const arriving = input("arriving", noisyImages.shape);
  const [gradient = arriving] = pullback(new Map([[step.nextImages, arriving]]), [noisyImages]);
  return makeGraph(`${model.id}'s denoising step backwards`, { gradient });
}

/**
 * The mean squared difference of the next images from `target`, of each by itself: `losses` [batch, 1, 1, 1], and their
 * `gradient` with respect to the noisy images. All images are [batch, channels, size, size].
 */
export function stepLossGraph(model: Model, batch: number): Graph {
  const { noisyImages, step } = frozenStep(model, batch);
  const losses = mean(square(subtract(step.nextImages, input("target", noisyImages.shape))), [1, 2, 3]);
  const each = constant({ shape: losses.shape, data: new Float32Array(batch).fill(1) });
  const [gradient = losses] = pullback(new Map([[losses, each]]), [noisyImages]);
  return makeGraph(`${model.id}'s denoising step, its loss`, { losses, gradient });
}

function frozenStep({ config, weights }: Model, batch: number): { noisyImages: GraphNode; step: Step } {
  const { channels, size } = config;
  const { network, embedding } = denoiserParts(config);
  const noisyImages = input("noisyImages", [batch, channels, size, size]);
  const step = denoisingStep({ channels, network }, frozenParameters(weights), noisyImages, {
    embeddedVariance: input("embeddedVariance", [1, embedding.dims, 1, 1]),
    noiseRate: input("noiseRate", []),
    signalRate: input("signalRate", []),
    nextNoiseRate: input("nextNoiseRate", []),
    nextSignalRate: input("nextSignalRate", []),
  });
  return { noisyImages, step };
}

/** What both graphs are told of the step from `at` to `next`. */
export function rateInputs(embedding: Embedding, at: Rates, next: Rates) {
  return {
    embeddedVariance: tensor(embedVariance(at.noiseRate, embedding), [1, embedding.dims, 1, 1]),
    noiseRate: tensor([at.noiseRate]),
    signalRate: tensor([at.signalRate]),
    nextNoiseRate: tensor([next.noiseRate]),
    nextSignalRate: tensor([next.signalRate]),
  };
}
