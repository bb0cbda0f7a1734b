import type { EmbedMethod, EndedBy } from "../../protocol/embedding";
import { Problem } from "../../protocol/errors";
import { rows, type Tensor, zeros } from "../tensor";
import { createDescent, type Descended, type Descent } from "./descent";
import { type DescentState, writeDescent } from "./descent-state";
import type { Ledger } from "./ledger";
import { Pace } from "./pace";
import { reconstruct } from "./reconstruct";
import { countOf } from "./rows";
import { meanOf, meanSquaredErrors } from "./squared-error";
import type { EmbedOptions, EmbedTools } from "./way";

export type DescentSettings = Omit<Extract<EmbedMethod, { name: "refine" }>, "name">;

/** What a descent is told beside its settings. */
export interface DescentTask {
  readonly settings: DescentSettings;
  /** One target for each seed. */
  readonly targets: Tensor;
  /** Seeds of one image, which are next to each other: the error of an image is that of its best one. */
  readonly seedsOfImage: number;
  /** What is kept says it is of this. */
  readonly of: string;
}

/**
 * Gradient descent on seeds (paper, section 5.1): an optimiser on the loss of their reconstructions, each seed by
 * itself. Moves `state` in place, and keeps the best of each seed over all iterations. Throws what the descent's
 * evaluation throws, unless a state before was sound: then it has diverged.
 */
export async function descend(
  { model, engine, denoiser, steps }: EmbedTools,
  task: DescentTask,
  state: DescentState,
  ledger: Ledger,
  options: EmbedOptions,
): Promise<EndedBy> {
  const { penalty, loss } = task.settings;
  const descent = await createDescent(model, engine, countOf(state.seeds), { steps, penalty, loss });
  try {
    const course = new DescentCourse(descent, task, state, ledger, options, { model, steps });
    const endedBy = await course.run();
    if (endedBy !== "finished") return endedBy;
    // Nobody has seen yet what the last step led to.
    const images = await reconstruct(denoiser, state.seeds, steps, options.signal);
    ledger.evaluations += steps * task.seedsOfImage;
    return course.judge(images) ? "wished-error" : "finished";
  } finally {
    await descent.dispose();
  }
}

/** A picture of nothing but grey is never off by more than a quarter; this many times the best is no detour either. */
const [hopeless, farFromBest] = [0.25, 10];
const millisecondsBetweenKept = 2000;

class DescentCourse {
  private readonly pace = new Pace();
  private lastKept = performance.now();
  /** What the seeds generate, or generated when they last came to numbers. */
  private images = zeros([0]);

  constructor(
    private readonly descent: Descent,
    private readonly task: DescentTask,
    private readonly state: DescentState,
    private readonly ledger: Ledger,
    private readonly options: EmbedOptions,
    private readonly of: Pick<EmbedTools, "model" | "steps">,
  ) {}

  async run(): Promise<EndedBy> {
    const { state, task, options } = this;
    try {
      while (state.iteration < task.settings.iterations) {
        options.signal?.throwIfAborted();
        if (options.enough?.aborted && state.errors.every(Number.isFinite)) return "stopped";
        const ended = await this.iterate();
        if (ended) return ended;
      }
      return "finished";
    } catch (error) {
      if (options.signal?.aborted) this.keep();
      if (isNotFinite(error) && state.errors.every(Number.isFinite)) return "diverged";
      throw error;
    }
  }

  private async iterate(): Promise<EndedBy | undefined> {
    const { state, task, ledger } = this;
    ledger.evaluations += 2 * this.of.steps * task.seedsOfImage;
    const evaluated = await this.evaluate();
    if (evaluated) this.images = evaluated.images;
    const isReached = evaluated !== undefined && this.judge(this.images);
    state.iteration += 1;
    this.tell();
    if (isReached) return "wished-error";
    if (this.isHopeless()) return "diverged";
    const rate = rateAt(task.settings, state.iteration);
    state.optimiser.step(state.seeds, evaluated ?? noNumbers(state.seeds), rate, state.iteration);
    if (state.optimiser.isAtRest) return "finished";
    if (performance.now() - this.lastKept > millisecondsBetweenKept) this.keep();
    return undefined;
  }

  /** Undefined where the seeds come to no number and the optimiser will take its step back. */
  private async evaluate(): Promise<Descended | undefined> {
    const { state, task, options } = this;
    try {
      return await this.descent.evaluate(state.seeds, task.targets, options.signal);
    } catch (error) {
      const isTakenBack = state.optimiser.kind === "quasi-newton" && state.errors.every(Number.isFinite);
      if (isTakenBack && isNotFinite(error)) return undefined;
      throw error;
    }
  }

  /** Keeps of each seed what is better than before; answers whether every image's error is as wished. */
  judge(images: Tensor): boolean {
    const { state, task, ledger } = this;
    const errors = meanSquaredErrors(images, task.targets, this.of.model.config);
    for (const [index, error] of errors.entries()) {
      if (!(error < (state.errors[index] ?? Number.POSITIVE_INFINITY))) continue;
      state.errors[index] = error;
      rows(state.best, index, index + 1).data.set(rows(state.seeds, index, index + 1).data);
    }
    const { wished, iterations } = task.settings;
    if (isRecorded(state.iteration) || state.iteration === iterations) ledger.point(this.bestError());
    const best = bestOfImages(state.errors, task.seedsOfImage);
    return wished !== null && best.every((error) => error <= wished);
  }

  private bestError(): number {
    return meanOf(bestOfImages(this.state.errors, this.task.seedsOfImage));
  }

  private isHopeless(): boolean {
    // A search that takes back what was no gain cannot get lost.
    if (this.state.optimiser.kind === "quasi-newton") return false;
    const error = meanOf(meanSquaredErrors(this.images, this.task.targets, this.of.model.config));
    return error > hopeless && error > farFromBest * meanOf(this.state.errors);
  }

  private tell(): void {
    const { iteration } = this.state;
    const { iterations } = this.task.settings;
    this.pace.took();
    this.options.onPoint?.({
      iteration,
      of: iterations,
      evaluations: this.ledger.evaluations,
      meanSquaredError: this.bestError(),
      trajectory: this.ledger.trajectory,
      images: this.images,
      secondsLeft: this.pace.secondsFor(iterations - iteration),
    });
  }

  private keep(): void {
    this.lastKept = performance.now();
    this.options.keep?.(writeDescent(this.state, this.task.of, this.ledger.state()));
  }
}

/** Seen as a loss that is no gain, by an optimiser that takes such steps back. */
function noNumbers(seeds: Tensor): Pick<Descended, "losses" | "gradient"> {
  const count = countOf(seeds);
  const losses = { shape: [count, 1, 1, 1], data: new Float32Array(count).fill(Number.NaN) };
  return { losses, gradient: zeros(seeds.shape) };
}

/** The least error of each image, of seeds whose image's are next to each other. */
export function bestOfImages(errors: readonly number[], seedsOfImage: number): number[] {
  return Array.from({ length: errors.length / seedsOfImage }, (_, image) =>
    Math.min(...errors.slice(image * seedsOfImage, (image + 1) * seedsOfImage)),
  );
}

export function isNotFinite(error: unknown): boolean {
  return error instanceof Problem && error.code === "not_finite";
}

/** The curve has every one of the first iterations, then fewer and fewer: 64 for every doubling. */
function isRecorded(iteration: number): boolean {
  return iteration % 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, iteration))) - 6) === 0;
}

function rateAt({ learningRate, rate, iterations }: DescentSettings, iteration: number): number {
  return rate === "constant" ? learningRate : learningRate * (1 - (iteration - 1) / iterations);
}
