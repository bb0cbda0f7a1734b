import { createHash } from "node:crypto";
import { join } from "node:path";
import type { TrainingPoint } from "../../protocol/training";
import type { Dataset } from "../data/dataset";
import type { DescentLoss } from "../embedding/descent-graph";
import { makeFolder, replaceFile } from "../files/replace";
import type { Engine } from "../graph/engine";
import type { ModelConfig } from "../models/config";
import type { Model } from "../models/model";
import { writeModel } from "../models/write";
import { networkParameters } from "../networks/network";
import { encodeWebp } from "../pictures/raster";
import { sizeOf } from "../tensor";
import type { Weights } from "./averages";
import { expectLearnable, removeCheckpoint } from "./checkpoint";
import { createDenoiserLearner } from "./denoiser-learner";
import { createEmbedderLearner } from "./embedder-learner";
import { initialWeights } from "./initial";
import type { InvertedPairs } from "./inverted-seeds";
import type { Learner } from "./learner";
import { lockFolder } from "./lock";
import { planOf, recipeOf, type Settings } from "./recipe";
import { type StepProgress, type Trained, type TrainingPlan, train } from "./train";

/** A training that is ready to run. */
export interface Course {
  readonly plan: TrainingPlan;
  readonly learner: Learner;
  /** Numbers that are learnt, and those that are averaged. */
  readonly parameters: number;
  /** What it begins with. */
  readonly weights: Weights;
  run(options: CourseOptions): Promise<Trained>;
}

export interface CourseOptions {
  /** Where the model comes to lie: the best one so far, its curve, and a checkpoint until the training is finished. */
  readonly folder: string;
  /** Waits, as long as the signal lets it, where another process trains in the folder, instead of throwing. */
  readonly waitsForFolder?: boolean;
  readonly signal?: AbortSignal;
  readonly secondsBetweenCheckpoints?: number;
  readonly onStep?: (progress: StepProgress) => void;
  readonly onPoint?: (point: TrainingPoint, isBest: boolean) => void;
}

export interface CourseDescription {
  readonly config: ModelConfig;
  readonly settings: Settings;
  readonly dataset: Dataset;
  /** Weights to begin with, of a model of the same network. */
  readonly start?: Model;
  /** Of an embedder: the generator that it learns the seeds of, and the steps that learn from pairs, which may be inverted ones. */
  readonly generator?: Model;
  readonly pairSteps?: number;
  readonly inverted?: InvertedPairs;
  /** Of an embedder: which error of reconstructions is to be small; absolute unless told, as in the paper. */
  readonly loss?: DescentLoss;
}

/** Compiles what a training needs. Throws `bad_request`. */
export async function createCourse(description: CourseDescription, engine: Engine): Promise<Course> {
  const { config, settings, dataset, start, generator, pairSteps = 0, inverted, loss } = description;
  const learner = generator
    ? await createEmbedderLearner(config, generator, dataset, engine, { ...settings, pairSteps, inverted, loss })
    : await createDenoiserLearner(config, dataset, engine, settings);
  const plan = planOf(settings, learner.stepsPerEpoch);
  const shapes = networkParameters(config);
  const particular = { ...settings, pairSteps, ...pairsOf(inverted), ...(loss && { loss }) };
  const recipe = recipeOf(config, particular, dataset, { generator, start });
  const weights = start?.weights ?? initialWeights(shapes, settings.number, config.kind === "denoiser");
  return {
    plan,
    learner,
    weights,
    parameters: shapes.reduce((total, { shape }) => total + sizeOf(shape), 0),
    async run({ folder, onPoint, waitsForFolder = false, ...options }) {
      await makeFolder(folder);
      const unlock = await lockFolder(folder, waitsForFolder ? options.signal : undefined);
      try {
        await expectLearnable(folder);
        const trained = await train(learner, plan, {
          folder,
          recipe,
          start: weights,
          ...options,
          async onPoint(point, averages, isBest) {
            await replaceFile(join(folder, "samples.webp"), await encodeWebp(await learner.show(averages)));
            if (isBest) await writeModel(folder, { ...config, ...history(description, plan, point) }, averages);
            onPoint?.(point, isBest);
          },
        });
        await replaceFile(join(folder, "curve.json"), `${JSON.stringify(trained.curve, null, 1)}\n`);
        if (trained.finished) await removeCheckpoint(folder);
        return trained;
      } finally {
        await unlock();
      }
    },
  };
}

/** Of inverted pairs, what a training depends on: not where they are kept. */
function pairsOf(inverted: InvertedPairs | undefined) {
  return inverted && { inverted: { pictures: inverted.pictures, corrections: inverted.corrections } };
}

/** What `model.json` records of where the weights come from. */
function history(
  { dataset, settings, start, generator, pairSteps, inverted, loss = "absolute" }: CourseDescription,
  plan: TrainingPlan,
  { step, seconds, trainingLoss, validationLoss, meanSquaredError }: TrainingPoint,
): Pick<ModelConfig, "data" | "training"> {
  const { channels, size, training, validation } = dataset;
  const pictures = channels * size * size;
  return {
    data: {
      name: dataset.name,
      count: training.length / pictures,
      heldOut: validation.length / pictures,
      hash: createHash("sha256").update(training).digest("hex"),
    },
    training: {
      ...settings,
      steps: plan.steps,
      optimizer: "AdamW",
      loss: generator ? `mean ${loss} error of the unclipped reconstruction` : "mean absolute error of the noise",
      step,
      seconds: Math.round(seconds),
      trainingLoss,
      validationLoss,
      ...(meanSquaredError !== undefined && { meanSquaredError }),
      ...(generator && {
        generator: generator.id,
        generatorHash: generator.weightsHash,
        pairSteps,
        ...pairsOf(inverted),
      }),
      ...(start && { parent: start.id, parentHash: start.weightsHash }),
      // How it came to its beginning: the steps before are steps of this model too.
      ...(start?.config.training && { parentTraining: start.config.training }),
    },
  };
}
