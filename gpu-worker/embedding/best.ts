import type { EmbedMethod, EndedBy } from "../../protocol/embedding";
import { drawNormal } from "../latent/random";
import { rows, type Tensor } from "../tensor";
import { isNotFinite } from "./descend";
import { descendFrom, workOf } from "./descend-from";
import { readDescent } from "./descent-state";
import { embedOnce } from "./embedder";
import { invert } from "./inversion";
import { settleLastStep, settlingEvaluations } from "./last-step";
import type { Ledger } from "./ledger";
import { reconstruct } from "./reconstruct";
import { chosenRows, countOf } from "./rows";
import { meanOf, meanSquaredErrors } from "./squared-error";
import type { Embedded, EmbedOptions, EmbedTools } from "./way";

type BestMethod = Extract<EmbedMethod, { name: "best" }>;

/** The best seed of each image so far. */
interface Found {
  readonly seeds: Tensor;
  readonly errors: number[];
}

/**
 * The embedder if there is one, then inversions, each from other noise, then descent from the best by L-BFGS: until every
 * image's error is as wished, or the evaluations are spent. Images that are good enough are left alone.
 */
export async function embedBest(
  method: BestMethod,
  images: Tensor,
  tools: EmbedTools,
  ledger: Ledger,
  options: EmbedOptions,
): Promise<Embedded> {
  const { steps } = tools;
  if (options.kept) {
    const { state, ledger: account } = readDescent(options.kept, workOf(images, tools));
    const before = account.evaluations - 2 * steps * state.iteration;
    return await refine(state.best, before, method, images, tools, ledger, options);
  }
  const found: Found = {
    seeds: { shape: images.shape, data: images.data.slice() },
    errors: new Array<number>(countOf(images)).fill(Number.POSITIVE_INFINITY),
  };
  const ended = await new Search(method, images, found, tools, ledger, options).run();
  if (ended) return answer(found, ledger, ended);
  return await refine(found.seeds, ledger.evaluations, method, images, tools, ledger, options).catch((error) => {
    // What was found before stands.
    if (isNotFinite(error)) return answer(found, ledger, "diverged");
    throw error;
  });
}

/** Descent with what the evaluations `before` it leave. */
async function refine(
  seeds: Tensor,
  before: number,
  { wished, evaluations }: BestMethod,
  images: Tensor,
  tools: EmbedTools,
  ledger: Ledger,
  options: EmbedOptions,
): Promise<Embedded> {
  const iterations = Math.max(1, iterationsWithin(evaluations - before, tools.steps));
  const settings = { ...refinement, iterations, wished };
  const refined = await descendFrom(seeds, settings, images, tools, ledger, options, "quasi-newton");
  return { ...refined, endedBy: refined.endedBy === "finished" ? "budget" : refined.endedBy };
}

/** The error is what is measured; the rate is none of a search that finds its own. */
const refinement = { learningRate: 1, rate: "constant", loss: "squared", penalty: 0 } as const;

/** Iterations of a descent that some evaluations pay for, the last look at what came of it included. */
function iterationsWithin(evaluations: number, steps: number): number {
  return Math.floor((evaluations - steps) / (2 * steps));
}

/** Inversions that are tried: what the noise of one makes hard, that of another may not. */
const attempts = 2;
/** Corrections of a step; where these do not suffice, more seldom do. */
const mostCorrections = 20;

/**
 * Of the noise that inversions set out from, so that seeds have about the variance of random ones: the more exactly the
 * first step is solved, the more the seed spreads by itself. As measured on Fashion-MNIST, 5e-4 to 2e-5.
 */
function noiseStrengthFor(wished: number): number {
  return Math.min(1, Math.max(0.2, 0.65 + 0.35 * Math.log10(wished / 1e-4)));
}

/** Shares of the wished error that the first step and each later one may bring, as measured on Fashion-MNIST. */
const [shareOfFirst, shareOfOthers] = [1 / 8, 1 / 30];

class Search {
  constructor(
    private readonly method: BestMethod,
    private readonly images: Tensor,
    private readonly found: Found,
    private readonly tools: EmbedTools,
    private readonly ledger: Ledger,
    private readonly options: EmbedOptions,
  ) {}

  /** Undefined where descent is to go on. */
  async run(): Promise<EndedBy | undefined> {
    const { method, ledger, tools, options } = this;
    if (method.embedderId !== null) await this.embed(method.embedderId);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const pending = this.pending();
      if (pending.length === 0) return "wished-error";
      if (options.enough?.aborted && this.found.errors.every(Number.isFinite)) return "stopped";
      const budget = method.evaluations - ledger.evaluations - tools.steps;
      const isFirst = !this.found.errors.every(Number.isFinite);
      if (!isFirst && budget < 3 * tools.steps) return "budget";
      await this.invert(pending, attempt, budget).catch((error: unknown) => {
        // What was found before stands; other noise may do better.
        if (isFirst || !isNotFinite(error)) throw error;
      });
    }
    if (this.pending().length === 0) return "wished-error";
    return iterationsWithin(method.evaluations - ledger.evaluations, tools.steps) < 1 ? "budget" : undefined;
  }

  private pending(): number[] {
    return [...this.found.errors.keys()].filter((image) => !((this.found.errors[image] ?? 0) <= this.method.wished));
  }

  private async embed(id: string): Promise<void> {
    const seeds = await embedOnce(id, this.images, this.tools.openEmbedder);
    await this.judge([...this.found.errors.keys()], seeds, 1);
    this.ledger.close("embedder", meanOf(this.found.errors));
  }

  private async invert(pending: readonly number[], attempt: number, budget: number): Promise<void> {
    const { denoiser, model, steps } = this.tools;
    const wanted = chosenRows(this.images, pending);
    const scale = meanOf(model.config.normalization.std);
    const toleranceOf = (share: number) => Math.sqrt(share * this.method.wished) / scale;
    const noise = drawNormal(attempt, noiseStream, wanted.shape);
    const strength = noiseStrengthFor(this.method.wished);
    for (let at = 0; at < noise.data.length; at++) noise.data[at] = strength * (noise.data[at] as number);
    let beforeLast = wanted;
    const { seeds, spent } = await invert(denoiser, wanted, {
      steps,
      corrections: mostCorrections,
      tolerance: toleranceOf(shareOfOthers),
      firstTolerance: toleranceOf(shareOfFirst),
      budget,
      noise,
      signal: this.options.signal,
      onStep: (step) => {
        if (step.index === steps - 1) beforeLast = step.noisyImages;
        this.options.onStep?.(step);
      },
    });
    await this.judge(pending, seeds, meanOf(spent));
    await this.settle(pending, seeds, beforeLast);
    this.ledger.close("inversion", meanOf(this.found.errors));
  }

  /** What is still off after an inversion is so by its last step, nearly always. */
  private async settle(inverted: readonly number[], seeds: Tensor, beforeLast: Tensor): Promise<void> {
    const { model, engine, steps } = this.tools;
    const { ledger, method, options } = this;
    const pending = this.pending();
    const places = [...inverted.keys()].filter((place) => pending.includes(inverted[place] ?? -1));
    if (places.length === 0 || ledger.evaluations + settlingEvaluations + steps > method.evaluations) return;
    const [start, wanted] = [chosenRows(seeds, places), chosenRows(beforeLast, places)];
    const settled = await settleLastStep(model, engine, steps, start, wanted, options.signal).catch(
      (error: unknown) => {
        if (isNotFinite(error)) return undefined;
        throw error;
      },
    );
    if (settled) await this.judge(pending, settled, settlingEvaluations);
  }

  /** Keeps the seeds of some images that are better than before. `spent` is what finding each has cost. */
  private async judge(which: readonly number[], seeds: Tensor, spent: number): Promise<void> {
    const { denoiser, model, steps } = this.tools;
    const images = await reconstruct(denoiser, seeds, steps, this.options.signal);
    const errors = meanSquaredErrors(images, chosenRows(this.images, which), model.config);
    const { found, ledger } = this;
    for (const [index, image] of which.entries()) {
      const error = errors[index] ?? Number.POSITIVE_INFINITY;
      if (error >= (found.errors[image] ?? 0)) continue;
      found.errors[image] = error;
      rows(found.seeds, image, image + 1).data.set(rows(seeds, index, index + 1).data);
    }
    ledger.evaluations += Math.ceil(((spent + steps) * which.length) / countOf(this.images));
    ledger.point(meanOf(found.errors));
  }
}

/** Beside that of seeds drawn from the same number. */
const noiseStream = 5;

function answer({ seeds, errors }: Found, ledger: Ledger, endedBy: EndedBy): Embedded {
  const { trajectory, evaluations, milliseconds, stages } = ledger;
  const meanSquaredError = meanOf(errors);
  return { seeds, errors, meanSquaredError, trajectory, evaluations, milliseconds, stages, endedBy };
}
