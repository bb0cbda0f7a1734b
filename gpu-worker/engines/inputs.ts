import type { NamedInputs } from "../graph/engine";
import type { Graph } from "../graph/graph";
import { sameShape, showShape, type Tensor } from "../tensor";

/** The tensors that a graph's inputs ask for, in its order. Throws where one is missing or does not fit. */
export function orderedInputs({ name, inputs }: Graph, given: NamedInputs): [name: string, tensor: Tensor][] {
  return [...inputs].map(([inputName, node]) => {
    const tensor = given[inputName];
    if (!tensor) throw new Error(`${name} was run without its input ${inputName}`);
    if (!sameShape(tensor.shape, node.shape))
      throw new Error(`${inputName} of ${name} is ${showShape(node.shape)}, not ${showShape(tensor.shape)}`);
    return [inputName, tensor];
  });
}
