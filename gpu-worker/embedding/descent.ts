import { inBatches } from "../diffusion/batches";
import { runFinite } from "../diffusion/finite";
import { defaultSteps } from "../diffusion/generator";
import { type Embedding, generationRates, type Schedule } from "../diffusion/schedule";
import { rateInputs, stepGradientGraph, stepGraph } from "../diffusion/step-graph";
import type { Engine } from "../graph/engine";
import type { GraphMemory } from "../graph/memory";
import { denoiserParts } from "../models/config";
import type { Model } from "../models/model";
import type { Tensor } from "../tensor";
import { type DescentLoss, lossGraph, seedPenalty, unrolledDescentGraph } from "./descent-graph";

/** How the gradient through all steps is had within an amount of memory. */
export interface DescentPlan {
  /**
   * `unrolled` holds every activation of all steps; `recomputed` holds those of one step, and evaluates the network
   * once more for every step: half again the arithmetic.
   */
  readonly way: "unrolled" | "recomputed";
  /** Images that are computed together. */
  readonly batch: number;
  /** Bytes that it takes. */
  readonly memory: number;
}

export interface Descended {
  /** The loss of each image, [n, 1, 1, 1]. */
  readonly losses: Tensor;
  /** Of each image's loss with respect to its own seed, of the seeds' shape. */
  readonly gradient: Tensor;
  /** What the seeds generate, in normalised units, not clipped. */
  readonly images: Tensor;
}

/** The descent loss of a model and its gradient with respect to seeds, through all steps of the generation. */
export interface Descent {
  readonly plan: DescentPlan;
  /**
   * For seeds and a target of the same shape [n, channels, size, size], normalised units. Throws the signal's reason
   * when aborted, and `not_finite`.
   */
  evaluate(seeds: Tensor, target: Tensor, signal?: AbortSignal): Promise<Descended>;
  dispose(): Promise<void>;
}

export interface DescentOptions {
  /** T, 10 unless told. */
  readonly steps?: number;
  /** Weight of the seeds' mean square, 0.005 unless told. */
  readonly penalty?: number;
  /** The mean absolute error, as in the paper, unless told. */
  readonly loss?: DescentLoss;
  /** Bytes to plan within, the engine's unless told. */
  readonly memory?: number;
}

/** For up to `images` images at once. Throws `bad_request` where the model is no denoiser. */
export async function createDescent(
  model: Model,
  engine: Engine,
  images: number,
  { steps = defaultSteps, penalty = seedPenalty, loss = "absolute", memory = engine.memory }: DescentOptions = {},
): Promise<Descent> {
  const { schedule, embedding } = denoiserParts(model.config);
  const plan = planDescent(model, { memory, memoryOf: (graph) => engine.memoryOf(graph) }, images, steps);
  if (plan.way === "recomputed")
    return await recomputed(model, engine, plan, { steps, penalty, loss, schedule, embedding });
  const program = await engine.compile(unrolledDescentGraph(model, plan.batch, steps, penalty, loss));
  return {
    plan,
    async evaluate(seeds, target, signal) {
      return await inBatches([seeds, target] as const, plan.batch, ([seedPart, targetPart]) => {
        signal?.throwIfAborted();
        return runFinite<keyof Descended>(program, { seeds: seedPart, target: targetPart }, "all steps");
      });
    },
    dispose: () => program.dispose(),
  };
}

/** Unrolled if the engine's memory holds one image so; and as many images together as it holds and as are of use. */
export function planDescent(
  model: Model,
  engine: Pick<Engine, "memory" | "memoryOf">,
  images: number,
  steps: number,
): DescentPlan {
  const unrolled = engine.memoryOf(unrolledDescentGraph(model, 1, steps));
  if (unrolled.constants + unrolled.values <= engine.memory)
    return planned("unrolled", unrolled, imagesWithin(unrolled, engine.memory, images));
  const [forwards, backwards] = [engine.memoryOf(stepGraph(model, 1)), engine.memoryOf(stepGradientGraph(model, 1))];
  const both = { constants: forwards.constants + backwards.constants, values: forwards.values + backwards.values };
  return planned("recomputed", both, imagesWithin(both, engine.memory, images));
}

function imagesWithin({ constants, values }: GraphMemory, memory: number, images: number): number {
  const most = Math.min(memory - constants, enoughTogether);
  return Math.min(images, Math.max(1, Math.floor(most / values)));
}

function planned(way: DescentPlan["way"], { constants, values }: GraphMemory, batch: number): DescentPlan {
  return { way, batch, memory: constants + batch * values };
}

/** Bytes of values beyond which more images together compute no faster: small images fill the cores less by themselves. */
const enoughTogether = 2 ** 30;

interface Recomputation extends Required<Omit<DescentOptions, "memory">> {
  readonly schedule: Schedule;
  readonly embedding: Embedding;
}

/** Steps forwards, of which only the noisy images are kept, and then every step backwards, evaluated afresh. */
async function recomputed(
  model: Model,
  engine: Engine,
  plan: DescentPlan,
  { steps, penalty, loss, schedule, embedding }: Recomputation,
): Promise<Descent> {
  const { batch } = plan;
  const forwards = await engine.compile(stepGraph(model, batch));
  const losing = await engine.compile(lossGraph(model, batch, penalty, loss));
  const backwards = await engine.compile(stepGradientGraph(model, batch));
  const rates = generationRates(steps, schedule);
  const inputs = rates.slice(0, -1).map((at, index) => rateInputs(embedding, at, rates[index + 1] ?? at));

  async function evaluatePart(seeds: Tensor, target: Tensor, signal?: AbortSignal): Promise<Descended> {
    const visited: Tensor[] = [];
    let images = seeds;
    for (const [index, rate] of inputs.entries()) {
      signal?.throwIfAborted();
      visited.push(images);
      const step = `step ${index + 1} of ${steps}`;
      ({ nextImages: images } = await runFinite<"nextImages">(forwards, { noisyImages: images, ...rate }, step));
    }
    const { losses, imageGradient, seedGradient } = await runFinite<"losses" | "imageGradient" | "seedGradient">(
      losing,
      { images, seeds, target },
      "the loss",
    );
    let arriving = imageGradient;
    for (const [index, rate] of [...inputs.entries()].reverse()) {
      signal?.throwIfAborted();
      const given = { noisyImages: visited[index] ?? seeds, arriving, ...rate };
      ({ gradient: arriving } = await runFinite<"gradient">(
        backwards,
        given,
        `step ${index + 1} of ${steps} backwards`,
      ));
    }
    const data = arriving.data.map((slope, at) => slope + (seedGradient.data[at] ?? 0));
    return { losses, gradient: { shape: seeds.shape, data }, images };
  }

  return {
    plan,
    evaluate: (seeds, target, signal) =>
      inBatches([seeds, target] as const, batch, async ([seedPart, targetPart]) => ({
        ...(await evaluatePart(seedPart, targetPart, signal)),
      })),
    async dispose() {
      for (const program of [forwards, losing, backwards]) await program.dispose();
    },
  };
}
