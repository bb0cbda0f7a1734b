import type { Tensor } from "../tensor";
import type { Denoiser } from "./denoiser";
import { generationRates } from "./schedule";

export const defaultSteps = 10;

export interface GenerateOptions {
  /** T, 10 unless told. */
  readonly steps?: number;
  /** Ends the generation before its next step. */
  readonly signal?: AbortSignal;
  /** Called after every step; `index` is 1..T, and the images of T are the result. */
  readonly onStep?: (step: { readonly index: number; readonly images: Tensor }) => void;
}

/**
 * Deterministic reverse diffusion (Song et al., DDIM, arXiv 2010.02502; the sampler of arXiv 2301.07485): from seeds
 * [n, channels, size, size] to the trajectory, the images of the same shape predicted after every step. All are in
 * normalised units; the last ones are the result. Throws the signal's reason when aborted, and `not_finite`.
 */
export async function generate(denoiser: Denoiser, seeds: Tensor, options: GenerateOptions = {}): Promise<Tensor[]> {
  const { steps = defaultSteps, signal, onStep } = options;
  const rates = generationRates(steps, denoiser.schedule);
  const trajectory: Tensor[] = [];
  let noisyImages = seeds;
  for (const [index, at] of rates.slice(0, -1).entries()) {
    signal?.throwIfAborted();
    const next = rates[index + 1] ?? at;
    const label = `step ${index + 1} of ${steps}`;
    const { predictedImages, nextImages } = await denoiser.step(noisyImages, at, next, label);
    trajectory.push(predictedImages);
    onStep?.({ index: index + 1, images: predictedImages });
    noisyImages = nextImages;
  }
  return trajectory;
}
