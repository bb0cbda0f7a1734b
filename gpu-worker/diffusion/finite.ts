import { Problem } from "../../protocol/errors";
import type { NamedInputs, Program } from "../graph/engine";
import { allFinite, type Tensor } from "../tensor";

/** Runs a program; throws `not_finite`, naming the graph, `step` and the tensor, if NaN or infinity comes out. */
export async function runFinite<Name extends string>(
  program: Program,
  inputs: NamedInputs,
  step: string,
): Promise<Record<Name, Tensor>> {
  const outputs = await program.run(inputs);
  for (const [name, output] of Object.entries(outputs))
    if (!allFinite(output)) throw new Problem("not_finite", `${program.graph.name}, ${step}, ${name}`);
  return outputs as Record<Name, Tensor>;
}
