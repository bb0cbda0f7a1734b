import type { NamedInputs, NamedOutputs } from "../graph/engine";
import type { ParameterShape } from "../networks/parameters";
import { isTrained } from "../networks/trained";
import type { Tensor } from "../tensor";
import type { Weights } from "./averages";
import type { Evaluation } from "./learner";

/** The trained weights as the inputs of a training graph. */
export function weightInputs(weights: Weights, shapes: readonly ParameterShape[]): NamedInputs {
  const inputs: Record<string, Tensor> = {};
  for (const shape of shapes.filter(isTrained)) {
    const weight = weights.get(shape.name);
    if (!weight) throw new Error(`the weights lack ${shape.name}`);
    inputs[`weights/${shape.name}`] = weight;
  }
  return inputs;
}

/** What a training graph gave, by the names of weights. */
export function outputsOf(outputs: NamedOutputs, loss = outputs.loss?.data[0]): Evaluation {
  const named = (prefix: string) =>
    new Map(
      Object.entries(outputs)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    );
  return { loss: loss ?? Number.NaN, gradients: named("gradients/"), statistics: named("statistics/") };
}
