import type { GraphNode, Shape } from "../graph/node";
import { constant } from "../graph/operations/leaf";
import { normalise } from "../graph/operations/normalisation";
import type { Tensor } from "../tensor";

/** A tensor that a network's weights must hold. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: Shape;
}

/** Where a network's weights come from, and how it normalises: constants to generate with, inputs to train. */
export interface Parameters {
  weight(name: string): GraphNode;
  /** Normalises the channels of `images`; `name` is that of the layer, such as `down.0.norm`. */
  normalise(images: GraphNode, name: string): GraphNode;
}

/** Keras' and the published network's, of the variance that a normalisation divides by. */
export const epsilon = 1e-3;

/** Weights as they are: part of the graph, their normalisation frozen. */
export function frozenParameters(weights: ReadonlyMap<string, Tensor>): Parameters {
  const nodes = new Map<string, GraphNode>();
  const weight = (name: string): GraphNode => {
    const known = nodes.get(name);
    if (known) return known;
    const tensor = weights.get(name);
    if (!tensor) throw new Error(`the weights lack ${name}`);
    const node = constant(tensor, name);
    nodes.set(name, node);
    return node;
  };
  return {
    weight,
    normalise: (images, name) => normalise(images, weight(`${name}.mean`), weight(`${name}.variance`), epsilon),
  };
}
