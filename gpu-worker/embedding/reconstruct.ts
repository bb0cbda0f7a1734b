import type { Stage } from "../../protocol/embedding";
import type { Denoiser } from "../diffusion/denoiser";
import { generate } from "../diffusion/generator";
import type { Tensor } from "../tensor";
import type { Ledger } from "./ledger";
import { meanOf, meanSquaredErrors } from "./squared-error";
import type { Embedded, EmbedOptions, EmbedTools } from "./way";

/** What seeds generate, in normalised units, not clipped: T evaluations of the network. */
export async function reconstruct(
  denoiser: Denoiser,
  seeds: Tensor,
  steps: number,
  signal?: AbortSignal,
): Promise<Tensor> {
  return (await generate(denoiser, seeds, { steps, signal })).at(-1) ?? seeds;
}

/** Ends a way of one stage: its seeds are generated from once, which found none of them and is not counted. */
export async function judged(
  stage: Stage["name"],
  seeds: Tensor,
  images: Tensor,
  { model, denoiser, steps }: EmbedTools,
  ledger: Ledger,
  { signal }: EmbedOptions,
): Promise<Embedded> {
  const { milliseconds } = ledger;
  const errors = meanSquaredErrors(await reconstruct(denoiser, seeds, steps, signal), images, model.config);
  const meanSquaredError = meanOf(errors);
  ledger.point(meanSquaredError);
  ledger.close(stage, meanSquaredError, milliseconds);
  const { trajectory, evaluations, stages } = ledger;
  return { seeds, errors, meanSquaredError, trajectory, evaluations, milliseconds, stages, endedBy: "finished" };
}
