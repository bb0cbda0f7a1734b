import { generation } from "../diffusion/generation-graph";
import { gradients, pullback } from "../graph/gradient";
import { type Graph, makeGraph } from "../graph/graph";
import type { GraphNode } from "../graph/node";
import { add, scale, subtract } from "../graph/operations/arithmetic";
import { absolute, square } from "../graph/operations/elementwise";
import { constant, input } from "../graph/operations/leaf";
import { mean, meanOfAll } from "../graph/operations/shape";
import type { Model } from "../models/model";
import { networkParameters } from "../networks/network";
import { frozenParameters } from "../networks/parameters";
import { trainedParameters } from "../networks/trained";
import { sizeOf } from "../tensor";

/** The paper's weight of the mean square of the seeds, which keeps them near N(0, 1). */
export const seedPenalty = 0.005;

/** Which error of reconstructions is to be small: mean absolute, as in the paper, or mean squared. */
export type DescentLoss = "absolute" | "squared";

/**
 * What descent wants small, for each image by itself [batch, 1, 1, 1]: the error of its unclipped reconstruction, in
 * normalised units, and the penalty of its seed.
 */
export function descentLosses(
  images: GraphNode,
  seeds: GraphNode,
  target: GraphNode,
  penalty: number,
  loss: DescentLoss = "absolute",
): GraphNode {
  const ofEach = (node: GraphNode) => mean(node, [1, 2, 3]);
  const size = { absolute, squared: square }[loss];
  return add(ofEach(size(subtract(images, target))), scale(ofEach(square(seeds)), penalty));
}

/**
 * The gradients of the descent losses of `seeds` [batch, channels, size, size], for `target` of that shape, through all
 * steps at once: every activation is held. Outputs `losses` [batch, 1, 1, 1], `gradient` and the `images`.
 */
export function unrolledDescentGraph(
  model: Model,
  batch: number,
  steps: number,
  penalty = seedPenalty,
  loss: DescentLoss = "absolute",
): Graph {
  const { channels, size } = model.config;
  const shape = [batch, channels, size, size];
  const seeds = input("seeds", shape);
  const images = generation(model, frozenParameters(model.weights), seeds, steps);
  const losses = descentLosses(images, seeds, input("target", shape), penalty, loss);
  const [gradient = losses] = pullback(new Map([[losses, ones(losses)]]), [seeds]);
  return makeGraph(`${model.id}'s descent through ${steps} steps`, { losses, gradient, images });
}

/**
 * The losses alone, of `images` that were generated: `losses`, their `imageGradient`, and the `seedGradient` that the
 * penalty brings.
 */
export function lossGraph(model: Model, batch: number, penalty = seedPenalty, loss: DescentLoss = "absolute"): Graph {
  const { channels, size } = model.config;
  const shape = [batch, channels, size, size];
  const [images, seeds, target] = [input("images", shape), input("seeds", shape), input("target", shape)] as const;
  const losses = descentLosses(images, seeds, target, penalty, loss);
  const [imageGradient = losses, seedGradient = losses] = pullback(new Map([[losses, ones(losses)]]), [images, seeds]);
  return makeGraph(`${model.id}'s descent loss`, { losses, imageGradient, seedGradient });
}

function ones({ shape }: GraphNode): GraphNode {
  return constant({ shape, data: new Float32Array(sizeOf(shape)).fill(1) });
}

/** The gradients of the same loss with respect to the weights, which are inputs; the normalisation stays frozen. */
export function weightDescentGraph(model: Model, batch: number, steps: number, penalty = seedPenalty): Graph {
  const { channels, size } = model.config;
  const shape = [batch, channels, size, size];
  const seeds = input("seeds", shape);
  const { weight, variables } = trainedParameters(networkParameters(model.config));
  const { normalise } = frozenParameters(model.weights);
  const images = generation(model, { weight, normalise }, seeds, steps);
  const loss = meanOfAll(descentLosses(images, seeds, input("target", shape), penalty));
  const slopes = gradients(loss, [...variables.values()]);
  const named = [...variables.keys()].map((name, at) => [`gradients/${name}`, slopes[at] ?? loss] as const);
  return makeGraph(`${model.id}'s weights under descent`, Object.fromEntries(named));
}
