import { inBatches } from "../diffusion/batches";
import { runFinite } from "../diffusion/finite";
import { generationRates } from "../diffusion/schedule";
import { rateInputs, stepLossGraph } from "../diffusion/step-graph";
import type { Engine } from "../graph/engine";
import { denoiserParts } from "../models/config";
import type { Model } from "../models/model";
import { rows, type Tensor } from "../tensor";
import { beginQuasiNewton, nextTrial } from "./quasi-newton";
import { countOf, stacked } from "./rows";

/** Least squares of the noisiest step settle within so many iterations, of two evaluations each. */
const iterations = 8;
/** Of the network, for an image. */
export const settlingEvaluations = 2 * iterations;

/**
 * The seeds whose first denoising step comes nearest to `wanted`, from `start` on, both [n, channels, size, size].
 *
 * The noisiest step spreads what little picture there is sevenfold, and not every noisy image comes out of it: fixed-point
 * iteration then wanders. Its squared error goes down by the gradient through that one step alone instead (L-BFGS, as
 * arXiv 2606.03111 has it for the first inversion step). Throws the signal's reason when aborted, and `not_finite`.
 */
export async function settleLastStep(
  model: Model,
  engine: Engine,
  steps: number,
  start: Tensor,
  wanted: Tensor,
  signal?: AbortSignal,
): Promise<Tensor> {
  const { schedule, embedding } = denoiserParts(model.config);
  const [noisiest, next = noisiest] = generationRates(steps, schedule);
  if (!noisiest || !next) throw new Error("a generation has at least one step");
  const rates = rateInputs(embedding, noisiest, next);
  const program = await engine.compile(stepLossGraph(model, 1));
  try {
    const searches = Array.from({ length: countOf(start) }, (_, at) => beginQuasiNewton(rows(start, at, at + 1).data));
    let trials = start;
    for (let iteration = 1; iteration <= iterations; iteration++) {
      signal?.throwIfAborted();
      const { losses, gradient } = await inBatches([trials, wanted] as const, 1, ([noisyImages, target]) =>
        runFinite<"losses" | "gradient">(program, { noisyImages, target, ...rates }, "the noisiest step"),
      );
      const next = searches.map((search, at) => {
        const own = (tensor: Tensor) => rows(tensor, at, at + 1).data;
        return nextTrial(search, own(trials).slice(), losses.data[at] ?? Number.NaN, own(gradient));
      });
      trials = stacked(next, start.shape);
    }
    return stacked(
      searches.map(({ point }) => point),
      start.shape,
    );
  } finally {
    await program.dispose();
  }
}
