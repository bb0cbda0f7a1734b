import { z } from "zod";
import { EmbedMethod, EndedBy, ErrorPoint, Stage } from "./embedding";
import { Metrics, SeedStatistics } from "./entities";
import { JobId, ModelId, Sha256 } from "./ids";
import { isIterative } from "./methods";
import { DenoiserNetwork, Lesson, TrainingFacts, TrainingPoint, TrainingSettings } from "./training";
import { Realism, SeedNumber, Steps } from "./values";

/** A model that was trained here: where a worker that has no folder of it finds its two files. */
export const ModelFiles = z.object({ config: Sha256, weights: Sha256 });
export type ModelFiles = z.infer<typeof ModelFiles>;

/** A model by its name, and its files where it is of no worker's own. */
export const ModelReference = z.object({ id: ModelId, files: ModelFiles.nullable() });
export type ModelReference = z.infer<typeof ModelReference>;

/** A seed tensor in the blob store. */
export const StoredSeed = z.object({
  /** `.npy`, float32, [channels, height, width]. */
  tensor: Sha256,
  /** PNG of the seed's look: 0 is mid-grey, -3 and +3 the ends. */
  preview: Sha256,
  shape: z.tuple([z.int(), z.int(), z.int()]),
  statistics: SeedStatistics,
});
export type StoredSeed = z.infer<typeof StoredSeed>;

const EmbedTask = z.object({
  kind: z.literal("embed"),
  model: ModelReference,
  steps: Steps,
  method: EmbedMethod,
  /** The one that the method names. */
  embedder: ModelReference.nullable(),
  /** PNG of the picture cut to the model's size. */
  target: Sha256,
  /** The seed that a refinement begins with, `.npy`. */
  start: Sha256.nullable(),
  /** What an earlier attempt noted to go on from. */
  kept: Sha256.nullable(),
  /** Whether the best so far is wanted at once. */
  ending: z.boolean(),
});
export type EmbedTask = z.infer<typeof EmbedTask>;

const GenerateTask = z.object({
  kind: z.literal("generate"),
  model: ModelReference,
  steps: Steps,
  seed: z.discriminatedUnion("from", [
    z.object({ from: z.literal("blob"), tensor: Sha256 }),
    z.object({ from: z.literal("number"), number: SeedNumber }),
  ]),
  realism: Realism,
  target: Sha256.nullable(),
});
export type GenerateTask = z.infer<typeof GenerateTask>;

const TrainTask = z.object({
  kind: z.literal("train"),
  /** The name of the model that comes of it. */
  modelId: ModelId,
  title: z.string(),
  lesson: Lesson,
  settings: TrainingSettings,
  data: z.discriminatedUnion("from", [
    z.object({ from: z.literal("blob"), zip: Sha256, name: z.string() }),
    z.object({ from: z.literal("server"), name: z.string() }),
  ]),
  /** The model to begin with, or the generator of an embedder. */
  parent: ModelReference.nullable(),
  ending: z.boolean(),
});
export type TrainTask = z.infer<typeof TrainTask>;

/** What the server hands to a worker: all that the work depends on, nothing of who asked. */
export const Task = z.discriminatedUnion("kind", [EmbedTask, GenerateTask, TrainTask]);
export type Task = z.infer<typeof Task>;
export type TaskKind = Task["kind"];

/**
 * Work of one lane waits for other work of its lane alone: nobody who waits for a picture waits for a descent, and
 * nobody at all for a training.
 */
export type Lane = "short" | "long" | "training";

export function laneOf(work: { readonly kind: TaskKind; readonly method?: EmbedMethod | null }): Lane {
  if (work.kind === "train") return "training";
  return work.method && isIterative(work.method) ? "long" : "short";
}

export const EmbedResult = z.object({
  kind: z.literal("embed"),
  /** Of the seeds that were searched for at once, the best first. */
  seeds: z.array(StoredSeed).min(1),
  evaluations: z.int(),
  milliseconds: z.number(),
  trajectory: z.array(ErrorPoint),
  stages: z.array(Stage),
  endedBy: EndedBy,
});
export type EmbedResult = z.infer<typeof EmbedResult>;

export const GenerateResult = z.object({
  kind: z.literal("generate"),
  /** Where the task said `from: "number"`: the tensor that was drawn. */
  drawn: StoredSeed.nullable(),
  /** PNG of the last predicted image. */
  image: Sha256,
  /** Lossless WebP: the T predicted images as a grid of `trajectoryColumns` columns, row by row. */
  trajectory: Sha256,
  metrics: Metrics.nullable(),
  milliseconds: z.number(),
});
export type GenerateResult = z.infer<typeof GenerateResult>;

export const TrainResult = z.object({
  kind: z.literal("train"),
  files: ModelFiles,
  model: z.object({
    fingerprint: z.string(),
    channels: z.int(),
    size: z.int(),
    summary: z.string(),
    meanSquaredError: z.number().nullable(),
    network: DenoiserNetwork.nullable(),
  }),
});
export type TrainResult = z.infer<typeof TrainResult>;

export const TaskResult = z.discriminatedUnion("kind", [EmbedResult, GenerateResult, TrainResult]);
export type TaskResult = z.infer<typeof TaskResult>;

/** A grid keeps a hundred steps of 256 pixels under every browser's and WebP's side limit. */
export const trajectoryColumns = 10;

/** What a frame shows: one step of the way from the picture to its seed, or from the seed to the picture. */
export const FrameHeader = z.object({
  jobId: JobId,
  attempt: z.int(),
  phase: z.enum(["inversion", "generation", "descent"]),
  /** 1..of. An inversion's step `of` is the seed itself; a generation's the result; of a descent, iterations. */
  step: z.int(),
  of: z.int(),
  /** Milliseconds since 1970 when the step had been computed, by the worker's clock. */
  computedAt: z.number(),
});
export type FrameHeader = z.infer<typeof FrameHeader>;

const running = { jobId: JobId, attempt: z.int(), secondsLeft: z.number().nullable() };

/** How far a long job is. The newest says all, so any may be dropped on the way. */
export const JobProgress = z.discriminatedUnion("kind", [
  z.object({
    ...running,
    kind: z.literal("descent"),
    iteration: z.int(),
    of: z.int(),
    /** The whole error so far, in at most 256 points. */
    trajectory: z.array(ErrorPoint).max(256),
  }),
  z.object({ ...running, kind: z.literal("training"), step: z.int(), of: z.int(), loss: z.number() }),
]);
export type JobProgress = z.infer<typeof JobProgress>;

/** A fact about a running job that must not be lost with its worker. */
export const JobNote = z.discriminatedUnion("kind", [
  /** All that a descent goes on from. */
  z.object({ kind: z.literal("state"), state: Sha256 }),
  z.object({ kind: z.literal("training-facts"), facts: TrainingFacts }),
  /** Points of the curve, perhaps some that were told before, and WebP of the samples at the last one. */
  z.object({ kind: z.literal("training-points"), points: z.array(TrainingPoint).min(1), samples: Sha256 }),
]);
export type JobNote = z.infer<typeof JobNote>;
