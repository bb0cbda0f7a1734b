import { z } from "zod";
import { Corrections, Metrics, SeedNumber, SeedStatistics, Steps } from "./entities";
import { JobId, ModelId, Sha256 } from "./ids";

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
  modelId: ModelId,
  steps: Steps,
  corrections: Corrections,
  /** PNG of the picture cut to the model's size. */
  target: Sha256,
});
export type EmbedTask = z.infer<typeof EmbedTask>;

const GenerateTask = z.object({
  kind: z.literal("generate"),
  modelId: ModelId,
  steps: Steps,
  seed: z.discriminatedUnion("from", [
    z.object({ from: z.literal("blob"), tensor: Sha256 }),
    z.object({ from: z.literal("number"), number: SeedNumber }),
  ]),
  target: Sha256.nullable(),
});
export type GenerateTask = z.infer<typeof GenerateTask>;

/** What the server hands to a worker: all that the work depends on, nothing of who asked. */
export const Task = z.discriminatedUnion("kind", [EmbedTask, GenerateTask]);
export type Task = z.infer<typeof Task>;
export type TaskKind = Task["kind"];

export const EmbedResult = z.object({
  kind: z.literal("embed"),
  seed: StoredSeed,
  evaluations: z.int(),
  milliseconds: z.number(),
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

export const TaskResult = z.discriminatedUnion("kind", [EmbedResult, GenerateResult]);
export type TaskResult = z.infer<typeof TaskResult>;

/** A grid keeps a hundred steps of 256 pixels under every browser's and WebP's side limit. */
export const trajectoryColumns = 10;

/** What a frame shows: one step of the way from the picture to its seed, or from the seed to the picture. */
export const FrameHeader = z.object({
  jobId: JobId,
  attempt: z.int(),
  phase: z.enum(["inversion", "generation"]),
  /** 1..of. An inversion's step `of` is the seed itself; a generation's step `of` is the result. */
  step: z.int(),
  of: z.int(),
  /** Milliseconds since 1970 when the step had been computed, by the worker's clock. */
  computedAt: z.number(),
});
export type FrameHeader = z.infer<typeof FrameHeader>;
