import type { GraphNode } from "../graph/node";
import { constant, scalar } from "../graph/operations/leaf";
import { denoiserParts } from "../models/config";
import type { Model } from "../models/model";
import type { Parameters } from "../networks/parameters";
import { embedVariance, generationRates } from "./schedule";
import { denoisingStep } from "./step-graph";

/** A whole generation as nodes, from seeds to the images of the last step. */
export function generation({ config }: Model, parameters: Parameters, seeds: GraphNode, steps: number): GraphNode {
  const { schedule, network, embedding } = denoiserParts(config);
  const description = { channels: config.channels, network };
  const rates = generationRates(steps, schedule);
  let noisyImages = seeds;
  for (const [index, at] of rates.slice(0, -1).entries()) {
    const next = rates[index + 1] ?? at;
    const embedded = { shape: [1, embedding.dims, 1, 1], data: embedVariance(at.noiseRate, embedding) };
    const step = denoisingStep(description, parameters, noisyImages, {
      embeddedVariance: constant(embedded),
      noiseRate: scalar(at.noiseRate),
      signalRate: scalar(at.signalRate),
      nextNoiseRate: scalar(next.noiseRate),
      nextSignalRate: scalar(next.signalRate),
    });
    noisyImages = index === steps - 1 ? step.predictedImages : step.nextImages;
  }
  return noisyImages;
}
