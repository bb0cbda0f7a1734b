import { gradients } from "../graph/gradient";
import { type Graph, makeGraph } from "../graph/graph";
import { subtract } from "../graph/operations/arithmetic";
import { absolute } from "../graph/operations/elementwise";
import { input } from "../graph/operations/leaf";
import { meanOfAll } from "../graph/operations/shape";
import { denoiserParts, type ModelConfig } from "../models/config";
import { trainedParameters } from "../networks/trained";
import { unet, unetParameters } from "../networks/unet";

/**
 * One training step of a denoiser, all but the optimiser: the mean absolute error of the noise it predicts in
 * `noisyImages` [batch, channels, size, size], each as noisy as its row of `embeddedVariance` [batch, dims, 1, 1] says,
 * against `noise`; the weights are given at every run. Outputs `loss`, `gradients/NAME` of every trained weight, and
 * `statistics/NAME` of every normalisation.
 */
export function trainingGraph(config: ModelConfig, batch: number): Graph {
  const { channels, size, name } = config;
  const { network, embedding } = denoiserParts(config);
  const parameters = trainedParameters(unetParameters({ channels, network }));
  const shape = [batch, channels, size, size];
  const embedded = input("embeddedVariance", [batch, embedding.dims, 1, 1]);
  const predicted = unet({ channels, network }, parameters, input("noisyImages", shape), embedded);
  const loss = meanOfAll(absolute(subtract(predicted, input("noise", shape))));
  const slopes = gradients(loss, [...parameters.variables.values()]);
  const named = [...parameters.variables.keys()].map(
    (weight, at) => [`gradients/${weight}`, slopes[at] ?? loss] as const,
  );
  const statistics = [...parameters.statistics].map(([weight, node]) => [`statistics/${weight}`, node] as const);
  return makeGraph(`${name}'s training step`, { loss, ...Object.fromEntries([...named, ...statistics]) });
}
