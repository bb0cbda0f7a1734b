import type { Denoiser } from "../diffusion/denoiser";
import { defaultSteps } from "../diffusion/generator";
import { clean, type Rates, ratesAt } from "../diffusion/schedule";
import type { Tensor } from "../tensor";
import { FixedPoint } from "./fixed-point";

export const defaultCorrections = 3;

export interface InvertOptions {
  /** T, 10 unless told: that of the generation to be inverted. */
  readonly steps?: number;
  /** K, the corrections of every step, 3 unless told; 0 is naive inversion. */
  readonly corrections?: number;
  /**
   * Which estimate of a step is kept: `last` is the plain iteration; `best`, unless told, takes a correction back
   * that made the residual larger and tries half of it.
   */
  readonly keep?: "best" | "last";
  /** Ends the inversion before its next evaluation. */
  readonly signal?: AbortSignal;
  /** Called after every step; `index` is 1..T, and the noisy images of T are the seeds. */
  readonly onStep?: (step: { readonly index: number; readonly noisyImages: Tensor }) => void;
}

export interface Inverted {
  readonly seeds: Tensor;
  /** Evaluations of the network for every image: T (1 + K). */
  readonly evaluations: number;
}

/**
 * The seeds of images [n, channels, size, size] (normalised units, as the seeds): the generator's steps solved
 * backwards, from the clean image up. A step from x_i down to x_{i-1} is
 *
 *     x_{i-1} = (x_i - c_i network(x_i, sin^2 theta_i)) / p_i,
 *     p_i = cos theta_i / cos theta_{i-1},   c_i = sin theta_i - sin theta_{i-1} p_i,
 *
 * which is implicit in x_i. It is solved by fixed-point iteration (AIDI, arXiv 2309.04907; ReNoise, arXiv 2403.14602).
 * Throws the signal's reason when aborted, and `not_finite`.
 */
export async function invert(denoiser: Denoiser, images: Tensor, options: InvertOptions = {}): Promise<Inverted> {
  const { steps = defaultSteps, corrections = defaultCorrections, keep = "best", signal, onStep } = options;
  let noisyImages = images;
  let before: Rates = clean;
  for (let index = 1; index <= steps; index++) {
    const at = ratesAt(index / steps, denoiser.schedule);
    const p = at.signalRate / before.signalRate;
    const c = at.noiseRate - before.noiseRate * p;
    const iteration = new FixedPoint(noisyImages, keep);
    for (let evaluation = 0; evaluation <= corrections; evaluation++) {
      signal?.throwIfAborted();
      const label = `step ${index} of ${steps} backwards, evaluation ${evaluation + 1}`;
      const { predictedNoise } = await denoiser.step(iteration.estimate, at, before, label);
      iteration.correct(combine(p, noisyImages, c, predictedNoise));
    }
    noisyImages = iteration.estimate;
    onStep?.({ index, noisyImages });
    before = at;
  }
  return { seeds: noisyImages, evaluations: steps * (1 + corrections) };
}

function combine(p: number, images: Tensor, c: number, noise: Tensor): Tensor {
  const data = new Float32Array(images.data.length);
  for (let at = 0; at < data.length; at++) data[at] = p * (images.data[at] ?? 0) + c * (noise.data[at] ?? 0);
  return { shape: images.shape, data };
}
