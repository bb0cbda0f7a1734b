import { generation } from "../diffusion/generation-graph";
import { gradients } from "../graph/gradient";
import { type Graph, makeGraph } from "../graph/graph";
import type { GraphNode } from "../graph/node";
import { add, scale, subtract } from "../graph/operations/arithmetic";
import { absolute, square } from "../graph/operations/elementwise";
import { input } from "../graph/operations/leaf";
import { meanOfAll } from "../graph/operations/shape";
import type { Model } from "../models/model";
import { frozenParameters } from "../networks/parameters";
import { trainedParameters } from "../networks/trained";
import { unetParameters } from "../networks/unet";

/** The paper's weight of the mean square of the seeds, which keeps them near N(0, 1). */
export const seedPenalty = 0.005;

/** What descent wants small: the mean absolute error of the unclipped reconstruction, and the penalty. */
export function descentLoss(images: GraphNode, seeds: GraphNode, target: GraphNode, penalty: number): GraphNode {
  return add(meanOfAll(absolute(subtract(images, target))), scale(meanOfAll(square(seeds)), penalty));
}

/**
 * The gradient of the descent loss with respect to `seeds` [batch, channels, size, size], for `target` of that shape,
 * through all steps at once: every activation is held. Outputs `loss`, `gradient` and the `images`.
 */
export function unrolledDescentGraph(model: Model, batch: number, steps: number, penalty = seedPenalty): Graph {
  const { channels, size } = model.config;
  const shape = [batch, channels, size, size];
  const seeds = input("seeds", shape);
  const images = generation(model, frozenParameters(model.weights), seeds, steps);
  const loss = descentLoss(images, seeds, input("target", shape), penalty);
  const [gradient = loss] = gradients(loss, [seeds]);
  return makeGraph(`${model.id}'s descent through ${steps} steps`, { loss, gradient, images });
}

/** The gradients of the same loss with respect to the weights, which are inputs; the normalisation stays frozen. */
export function weightDescentGraph(model: Model, batch: number, steps: number, penalty = seedPenalty): Graph {
  const { channels, size } = model.config;
  const shape = [batch, channels, size, size];
  const seeds = input("seeds", shape);
  const { weight, variables } = trainedParameters(unetParameters(model.config));
  const { normalise } = frozenParameters(model.weights);
  const images = generation(model, { weight, normalise }, seeds, steps);
  const loss = descentLoss(images, seeds, input("target", shape), penalty);
  const slopes = gradients(loss, [...variables.values()]);
  const named = [...variables.keys()].map((name, at) => [`gradients/${name}`, slopes[at] ?? loss] as const);
  return makeGraph(`${model.id}'s weights under descent`, Object.fromEntries(named));
}
