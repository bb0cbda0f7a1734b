import { pullback } from "../graph/gradient";
import { type Graph, makeGraph } from "../graph/graph";
import { input } from "../graph/operations/leaf";
import type { ModelConfig } from "../models/config";
import { embeddingNetwork, networkParameters } from "../networks/network";
import { trainedParameters } from "../networks/trained";

/** An embedder as it trains, forwards: `images` [batch, channels, size, size] and weights to `seeds`. */
export function seedsGraph(config: ModelConfig, batch: number): Graph {
  const { seeds } = trainedEmbedder(config, batch);
  return makeGraph(`${config.name}'s seeds`, { seeds });
}

/**
 * The same backwards: with the gradient of a loss with respect to the seeds, `arriving`, to `gradients/NAME` of every
 * trained weight, and `statistics/NAME` of every normalisation.
 */
export function embedderGradientGraph(config: ModelConfig, batch: number): Graph {
  const { seeds, parameters } = trainedEmbedder(config, batch);
  const arriving = input("arriving", seeds.shape);
  const names = [...parameters.variables.keys()];
  const slopes = pullback(new Map([[seeds, arriving]]), [...parameters.variables.values()]);
  const gradients = names.map((name, at) => [`gradients/${name}`, slopes[at] ?? arriving] as const);
  const statistics = [...parameters.statistics].map(([name, node]) => [`statistics/${name}`, node] as const);
  return makeGraph(`${config.name}'s training step`, Object.fromEntries([...gradients, ...statistics]));
}

function trainedEmbedder(config: ModelConfig, batch: number) {
  const { channels, size } = config;
  const parameters = trainedParameters(networkParameters(config));
  const images = input("images", [batch, channels, size, size]);
  return { parameters, seeds: embeddingNetwork(config, parameters, images) };
}
