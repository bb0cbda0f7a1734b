import type { GraphNode } from "../graph/node";
import { input } from "../graph/operations/leaf";
import { normaliseBatch } from "../graph/operations/normalisation";
import { epsilon, type ParameterShape, type Parameters } from "./parameters";

export interface TrainedParameters extends Parameters {
  /** The weights that are trained, by name: inputs of the graph. */
  readonly variables: ReadonlyMap<string, GraphNode>;
  /** Mean and variance of this batch at every normalisation, by the names of the weights that average them. */
  readonly statistics: ReadonlyMap<string, GraphNode>;
}

/** Whether a tensor is learnt by gradients; means and variances are averaged over batches instead. */
export function isTrained({ name }: ParameterShape): boolean {
  return !/\.norm\.(mean|variance)$/.test(name);
}

/** Weights as inputs named `weights/NAME`, and normalisation by the statistics of the batch. */
export function trainedParameters(shapes: readonly ParameterShape[]): TrainedParameters {
  const trained = shapes.filter(isTrained);
  const variables = new Map(trained.map(({ name, shape }) => [name, input(`weights/${name}`, shape)]));
  const statistics = new Map<string, GraphNode>();
  return {
    variables,
    statistics,
    weight(name) {
      const node = variables.get(name);
      if (!node) throw new Error(`${name} is not among the weights`);
      return node;
    },
    normalise(images, name) {
      const { output, mean, variance } = normaliseBatch(images, epsilon);
      statistics.set(`${name}.mean`, mean).set(`${name}.variance`, variance);
      return output;
    },
  };
}
