import type { Denoiser } from "../diffusion/denoiser";
import { defaultSteps } from "../diffusion/generator";
import { clean, type Rates, ratesAt } from "../diffusion/schedule";
import { rows, type Tensor } from "../tensor";
import { defaultMemory, FixedPoint } from "./fixed-point";
import { stacked } from "./rows";

export const defaultCorrections = 3;

export interface InvertOptions {
  /** T, 10 unless told: that of the generation to be inverted. */
  readonly steps?: number;
  /** K, the corrections of every step at most, 3 unless told; 0 is naive inversion. */
  readonly corrections?: number;
  /** `last` is the plain iteration; `best`, unless told, the accelerated one, which keeps the best. */
  readonly keep?: "best" | "last";
  /**
   * A step is corrected no more once the root mean square of what it is off, in normalised units of the picture that
   * it should give, is below; 1e-6 unless told, which is what single precision can tell.
   */
  readonly tolerance?: number;
  /**
   * The same of the first step, whose noisy image is nearest to the picture: what it is off is the error itself, and
   * what is gained by being more exact than wished takes the seed away from typical ones, where later steps are hard.
   */
  readonly firstTolerance?: number;
  /** Evaluations for every image at most, shared among the steps as they come. */
  readonly budget?: number;
  /**
   * Noise of the images' shape, N(0, s^2), that the first step sets out from, beside the image: its seeds are then
   * spread as noise is, where plain ones are too even.
   */
  readonly noise?: Tensor;
  /** Ends the inversion before its next evaluation. */
  readonly signal?: AbortSignal;
  /** Called after every step; `index` is 1..T, and the noisy images of T are the seeds. */
  readonly onStep?: (step: { readonly index: number; readonly noisyImages: Tensor }) => void;
}

export interface Inverted {
  readonly seeds: Tensor;
  /** Evaluations of the network for an image, on average, rounded up: T (1 + K) where the tolerance spared none. */
  readonly evaluations: number;
  /** For every image. */
  readonly spent: readonly number[];
}

/**
 * The seeds of images [n, channels, size, size] (normalised units, as the seeds): the generator's steps solved
 * backwards, from the clean image up. A step from x_i down to x_{i-1} is
 *
 *     x_{i-1} = (x_i - c_i network(x_i, sin^2 theta_i)) / p_i,
 *     p_i = cos theta_i / cos theta_{i-1},   c_i = sin theta_i - sin theta_{i-1} p_i,
 *
 * which is implicit in x_i. It is solved by fixed-point iteration (AIDI, arXiv 2309.04907; ReNoise, arXiv 2403.14602),
 * each image by itself. Throws the signal's reason when aborted, and `not_finite`.
 */
export async function invert(denoiser: Denoiser, images: Tensor, options: InvertOptions = {}): Promise<Inverted> {
  const { steps = defaultSteps, noise, onStep } = options;
  const spent = new Array<number>(images.shape[0] ?? 0).fill(0);
  let noisyImages = images;
  let before: Rates = clean;
  for (let index = 1; index <= steps; index++) {
    const at = ratesAt(index / steps, denoiser.schedule);
    const step = { at, before, label: `step ${index} of ${steps} backwards`, left: steps - index + 1 };
    const start = index === 1 && noise ? combine(step, images, noise) : noisyImages;
    noisyImages = await solve(denoiser, step, noisyImages, start, spent, options);
    onStep?.({ index, noisyImages });
    before = at;
  }
  const all = spent.reduce((sum, each) => sum + each, 0);
  return { seeds: noisyImages, evaluations: Math.ceil(all / Math.max(1, spent.length)), spent };
}

interface BackwardStep {
  readonly at: Rates;
  readonly before: Rates;
  readonly label: string;
  /** Steps that are to be solved, this one included. */
  readonly left: number;
}

/** The images from which a step gives `images`, searched from `start`; what it costs each is added to `spent`. */
async function solve(
  denoiser: Denoiser,
  step: BackwardStep,
  images: Tensor,
  start: Tensor,
  spent: number[],
  {
    corrections = defaultCorrections,
    keep = "best",
    tolerance: usual = finestTolerance,
    firstTolerance = usual,
    budget = Number.POSITIVE_INFINITY,
    signal,
  }: InvertOptions,
): Promise<Tensor> {
  const { p } = coefficients(step);
  const tolerance = step.before === clean ? firstTolerance : usual;
  const iterations = spent.map((cost, image) => {
    const most = Math.min(1 + corrections, shareOf(budget - cost, step.left));
    const point = new FixedPoint(rows(start, image, image + 1).data, keep === "last" ? 0 : defaultMemory);
    return { image, point, most };
  });
  for (let evaluation = 1; ; evaluation++) {
    const active = iterations.filter(
      ({ point, most }) => evaluation <= most && (keep === "last" || point.residual / p > tolerance),
    );
    if (active.length === 0) break;
    signal?.throwIfAborted();
    const estimates = stacked(
      active.map(({ point }) => point.estimate),
      images.shape,
    );
    const label = `${step.label}, evaluation ${evaluation}`;
    const { predictedNoise } = await denoiser.step(estimates, step.at, step.before, label);
    for (const [index, { image, point }] of active.entries()) {
      const own = rows(images, image, image + 1);
      point.correct(combine(step, own, rows(predictedNoise, index, index + 1)).data);
      spent[image] = (spent[image] ?? 0) + 1;
    }
  }
  return stacked(
    iterations.map(({ point }) => point.answer),
    images.shape,
  );
}

const finestTolerance = 1e-6;

/** A step may take twice its even share, since easy ones leave much of theirs; every later one keeps one evaluation. */
function shareOf(evaluations: number, stepsLeft: number): number {
  return Math.max(1, Math.min(Math.ceil((2 * evaluations) / stepsLeft), evaluations - (stepsLeft - 1)));
}

function coefficients({ at, before }: BackwardStep): { p: number; c: number } {
  const p = at.signalRate / before.signalRate;
  return { p, c: at.noiseRate - before.noiseRate * p };
}

function combine(step: BackwardStep, images: Tensor, noise: Tensor): Tensor {
  const { p, c } = coefficients(step);
  const data = new Float32Array(images.data.length);
  for (let at = 0; at < data.length; at++) data[at] = p * (images.data[at] ?? 0) + c * (noise.data[at] ?? 0);
  return { shape: images.shape, data };
}
