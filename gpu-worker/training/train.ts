import { Problem } from "../../protocol/errors";
import type { TrainingPoint } from "../../protocol/training";
import { makeFolder } from "../files/replace";
import { isTrained } from "../networks/trained";
import { allFinite, type Tensor } from "../tensor";
import { Adam } from "./adam";
import { average, copyOf, shareOf, type Weights } from "./averages";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint";
import type { Learner } from "./learner";

export interface TrainingPlan {
  readonly steps: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** What the averages of weights keep of themselves at a step. */
  readonly averaging: number;
  /** Share of the steps, at the end, in which the learning rate falls to 0. */
  readonly decay: number;
  /** Steps between two points of the curve. */
  readonly interval: number;
}

export interface TrainingOptions {
  /** Where the checkpoint is kept. */
  readonly folder: string;
  /** All that the training depends on, in words that are the same for the same training. */
  readonly recipe: string;
  /** Weights to begin with. */
  readonly start: Weights;
  /** Ends the training after the step at hand, with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Of computing that may be lost when the process ends of a sudden: 60 unless told. */
  readonly secondsBetweenCheckpoints?: number;
  readonly onStep?: (progress: StepProgress) => void;
  /** Called at every point of the curve, with the averages of the weights and whether they are the best so far. */
  readonly onPoint?: (point: TrainingPoint, weights: Weights, isBest: boolean) => Promise<void>;
}

export interface StepProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** Of training so far, and an estimate of what is left. */
  readonly seconds: number;
  readonly secondsLeft: number;
}

export interface Trained {
  readonly finished: boolean;
  readonly step: number;
  readonly seconds: number;
  readonly curve: readonly TrainingPoint[];
}

/** Of a batch in the means and variances that normalisations keep: Keras' 0.01, and at first the mean of all so far. */
const leastStatisticsShare = 0.01;

/**
 * Learns: every step moves the weights by AdamW, and averages of them follow (paper, section 4). Goes on from the
 * folder's checkpoint if it is of the same recipe. Throws `not_finite` where a loss, a gradient or a weight is no
 * number; the last checkpoint stays, as it does when it is finished.
 */
export async function train(learner: Learner, plan: TrainingPlan, options: TrainingOptions): Promise<Trained> {
  const { folder, recipe, signal, secondsBetweenCheckpoints = 60, onStep, onPoint } = options;
  await makeFolder(folder);
  const checkpoint = await readCheckpoint(folder, recipe);
  const state = beginning(learner, options, checkpoint);
  // From the first moment on there is one: a model without is finished.
  if (!checkpoint) await writeCheckpoint(folder, state);
  const trained = learner.shapes.filter(isTrained).map(({ name }) => name);
  const optimiser = new Adam(
    trained.map((name) => named(state.weights, name)),
    { weightDecay: plan.weightDecay },
    state.step,
    trained.map((name) => ({ first: named(state.first, name), second: named(state.second, name) })),
  );
  const statistics = new Map([...state.weights].filter(([name]) => !trained.includes(name)));
  let saved = performance.now();
  let last = performance.now();
  let pace = 0;

  while (state.step < plan.steps && !signal?.aborted) {
    const step = state.step + 1;
    const evaluation = await learner.evaluate(step, state.weights);
    expectFinite(evaluation.loss, evaluation.gradients, step);
    optimiser.step(
      trained.map((name) => named(evaluation.gradients, name)),
      learningRateAt(step, plan),
    );
    average(statistics, evaluation.statistics, Math.max(leastStatisticsShare, 1 / step));
    average(state.averages, state.weights, shareOf(step, plan.averaging));
    state.step = step;
    state.lossSum += evaluation.loss;
    state.lossCount += 1;

    const now = performance.now();
    const taken = (now - last) / 1000;
    last = now;
    pace = pace === 0 ? taken : 0.95 * pace + 0.05 * taken;
    state.seconds += taken;
    onStep?.({
      step,
      steps: plan.steps,
      loss: evaluation.loss,
      seconds: state.seconds,
      secondsLeft: pace * (plan.steps - step),
    });

    if (step % plan.interval === 0 || step === plan.steps) {
      const point = await pointOf(learner, state);
      const isBest = state.curve.every(({ validationLoss }) => point.validationLoss < validationLoss);
      state.curve.push(point);
      Object.assign(state, { lossSum: 0, lossCount: 0 });
      await onPoint?.(point, state.averages, isBest);
      last = performance.now();
    }
    if (performance.now() - saved >= 1000 * secondsBetweenCheckpoints) {
      expectFinite(evaluation.loss, state.weights, step);
      await writeCheckpoint(folder, state);
      saved = last = performance.now();
    }
  }

  const { step, seconds, curve } = state;
  const finished = step >= plan.steps;
  if (!finished) await writeCheckpoint(folder, state);
  return { finished, step, seconds, curve };
}

type State = { -readonly [Key in keyof Checkpoint]: Checkpoint[Key] };

function beginning(learner: Learner, { recipe, start }: TrainingOptions, checkpoint: Checkpoint | undefined): State {
  if (checkpoint) return { ...checkpoint };
  const trained = new Map(
    [...start].filter(([name]) => learner.shapes.some((one) => one.name === name && isTrained(one))),
  );
  const zeros = () => new Map([...copyOf(trained)].map(([name, tensor]) => [name, emptied(tensor)]));
  return {
    recipe,
    step: 0,
    seconds: 0,
    lossSum: 0,
    lossCount: 0,
    curve: [],
    weights: copyOf(start),
    averages: copyOf(start),
    first: zeros(),
    second: zeros(),
  };
}

function emptied({ shape, data }: Tensor): Tensor {
  return { shape, data: data.fill(0) };
}

async function pointOf(learner: Learner, state: State): Promise<TrainingPoint> {
  const { loss, meanSquaredError } = await learner.validate(state.averages);
  expectFinite(loss, state.averages, state.step);
  return {
    step: state.step,
    seconds: state.seconds,
    trainingLoss: state.lossSum / state.lossCount,
    validationLoss: loss,
    ...(meanSquaredError !== undefined && { meanSquaredError }),
  };
}

function learningRateAt(step: number, { learningRate, decay, steps }: TrainingPlan): number {
  const falling = decay * steps;
  return falling > 0 ? learningRate * Math.min(1, (steps - step + 1) / falling) : learningRate;
}

function expectFinite(loss: number, tensors: Weights, step: number): void {
  const advice = "begin in another folder with a smaller learning rate, from the best model here if there is one";
  if (!Number.isFinite(loss)) throw new Problem("not_finite", `the loss of training step ${step}: ${advice}`);
  for (const [name, tensor] of tensors)
    if (!allFinite(tensor)) throw new Problem("not_finite", `${name} at training step ${step}: ${advice}`);
}

function named(tensors: Weights, name: string): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`there is no ${name}`);
  return tensor;
}
