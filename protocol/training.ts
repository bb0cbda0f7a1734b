import { z } from "zod";
import { DatasetId, ModelId, PersonId, TrainingId } from "./ids";
import { undertaking } from "./undertaking";
import { Timestamp } from "./values";

/** The networks of embedders (the paper's Table 1). */
export const EmbedderNetwork = z.enum(["unet", "conv1", "conv3-16", "conv3-64", "conv5-128"]);
export const ScheduleKind = z.enum(["continuous-cosine", "cosine", "linear", "quadratic"]);

/** A U-Net that generates. */
export const DenoiserNetwork = z.object({
  /** Channels at each level, the full size first. */
  widths: z.array(z.int().min(1).max(1024)).min(1).max(6),
  /** Blocks at each level. */
  blockDepth: z.int().min(1).max(8),
  schedule: ScheduleKind,
});
export type DenoiserNetwork = z.infer<typeof DenoiserNetwork>;

/** What is to be learnt; docs/training.md explains each. */
export const Lesson = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("denoiser"),
    size: z.int().min(8).max(256),
    ...DenoiserNetwork.shape,
    /** A model of the same network to begin with. */
    startId: ModelId.nullable(),
  }),
  z.object({
    kind: z.literal("embedder"),
    generatorId: ModelId,
    network: EmbedderNetwork,
    /** Steps at the beginning that learn the seeds of generated images. */
    pairSteps: z.int().min(0).max(1_000_000),
  }),
]);
export type Lesson = z.infer<typeof Lesson>;

/** The model to begin with, or the generator of an embedder. */
export function parentOf(lesson: Lesson): ModelId | null {
  return lesson.kind === "embedder" ? lesson.generatorId : lesson.startId;
}

/** How it is to be learnt. */
export const TrainingSettings = z.object({
  epochs: z.number().positive().max(100_000),
  /** Instead of epochs. */
  steps: z.int().min(1).max(1_000_000).nullable(),
  batch: z.int().min(1).max(1024),
  learningRate: z.number().positive().max(1),
  /** Whether half of the pictures are seen left to right. */
  flip: z.boolean(),
});
export type TrainingSettings = z.infer<typeof TrainingSettings>;

/** Pictures that models can learn from: a zip that a member has uploaded, or what lies on the server. */
export const Dataset = z.object({
  id: DatasetId,
  name: z.string(),
  by: PersonId,
  at: Timestamp,
  bytes: z.int(),
  removed: z.boolean().default(false),
});
export type Dataset = z.infer<typeof Dataset>;

export const DataChoice = z.discriminatedUnion("from", [
  z.object({ from: z.literal("upload"), datasetId: DatasetId }),
  /** An entry of the server's folder of data sets. */
  z.object({ from: z.literal("server"), name: z.string().min(1).max(200) }),
]);
export type DataChoice = z.infer<typeof DataChoice>;

/** A point of a training's curve. */
export const TrainingPoint = z.object({
  step: z.int(),
  /** Seconds of training until here, over all its parts. */
  seconds: z.number(),
  /** The mean of the steps since the last point. */
  trainingLoss: z.number(),
  validationLoss: z.number(),
  /** Of an embedder's reconstructions of held-out pictures, pixels 0..1. */
  meanSquaredError: z.number().optional(),
});
export type TrainingPoint = z.infer<typeof TrainingPoint>;

/** What was found out before the first step. */
export const TrainingFacts = z.object({
  pictures: z.int(),
  heldOut: z.int(),
  /** Pictures that could not be read, and the first of them with the reason. */
  skipped: z.int(),
  skippedNames: z.array(z.string()),
  channels: z.int(),
  size: z.int(),
  parameters: z.int(),
  steps: z.int(),
});
export type TrainingFacts = z.infer<typeof TrainingFacts>;

/** One training of a session. Its model becomes a model of the session when it is done. */
export const Training = z.object({
  ...undertaking,
  id: TrainingId,
  /** The name of the model, also its id. */
  modelId: ModelId,
  title: z.string(),
  lesson: Lesson,
  settings: TrainingSettings,
  data: DataChoice,
  dataName: z.string(),
  /** Asked to end with the best model so far. */
  ending: z.boolean(),
  facts: TrainingFacts.nullable(),
  curve: z.array(TrainingPoint),
  /** Raised with every new picture of samples, which is at /api/sessions/ID/trainings/ID/samples?version=N; 0: none yet. */
  samplesVersion: z.int(),
});
export type Training = z.infer<typeof Training>;
