import { z } from "zod";
import { EmbedMethod, EndedBy, ErrorPoint, Stage } from "./embedding";
import { JobId, ModelId, PersonId, PictureId, RevisionId, SeedId, SessionId } from "./ids";
import { DenoiserNetwork } from "./training";
import { undertaking } from "./undertaking";
import { line, Realism, SeedNumber, Steps, Timestamp } from "./values";

/** Eight colours that stand apart on light and on dark; the interface maps each to a pair. */
export const PersonColor = z.enum(["leaf", "sky", "violet", "rose", "amber", "teal", "coral", "slate"]);
export type PersonColor = z.infer<typeof PersonColor>;

export const PersonName = line(40, "A name needs at least one character.");
export const SessionName = line(80, "A name needs at least one character.");

export const Person = z.object({ id: PersonId, name: PersonName, color: PersonColor });
export type Person = z.infer<typeof Person>;

export const Session = z.object({ id: SessionId, name: SessionName, at: Timestamp });
export type Session = z.infer<typeof Session>;

/** A square in pixels of the picture as it is seen (EXIF orientation applied). */
export const Crop = z.object({
  left: z.int().min(0),
  top: z.int().min(0),
  size: z.int().min(1),
});
export type Crop = z.infer<typeof Crop>;

/** What had to be done to an uploaded picture before it could be used; the interface says it in words. */
export const Remark = z.enum(["first-frame", "transparency-on-white", "cmyk-to-rgb", "sixteen-bit-to-eight"]);
export type Remark = z.infer<typeof Remark>;

export const Picture = z.object({
  id: PictureId,
  /** An uploaded picture, or one that began as a random seed. */
  origin: z.enum(["upload", "seed"]),
  name: z.string(),
  by: PersonId,
  at: Timestamp,
  /** In pixels, orientation applied; of a generated picture, the model's size. */
  width: z.int(),
  height: z.int(),
  crop: Crop.nullable(),
  remarks: z.array(Remark),
  removed: z.boolean(),
});
export type Picture = z.infer<typeof Picture>;

/** Of one seed tensor's values: how near it is to a draw from N(0, 1). */
export const SeedStatistics = z.object({
  mean: z.number(),
  variance: z.number(),
  /** Largest absolute value. */
  largest: z.number(),
  /** Counts of values in 24 equal bins over -4..4; values outside fall in the end bins. */
  histogram: z.array(z.int()).length(24),
  /** Mean correlation of values with their neighbours to the right and below; 0 of noise. */
  autocorrelation: z.number().optional(),
  /** How far its norm is from that of a draw from N(0, I), in standard deviations. */
  normDistance: z.number().optional(),
});
export type SeedStatistics = z.infer<typeof SeedStatistics>;

/** The way a seed came about; one that was refined was found by descent. */
export const SeedOrigin = z.enum(["random", "inversion", "embedder", "descent", "best", "image"]);
export type SeedOrigin = z.infer<typeof SeedOrigin>;

export const Seed = z.object({
  id: SeedId,
  pictureId: PictureId,
  modelId: ModelId,
  by: PersonId,
  at: Timestamp,
  origin: SeedOrigin,
  number: SeedNumber.nullable(),
  /** Channels, height, width. */
  shape: z.tuple([z.int(), z.int(), z.int()]),
  /** Null until the tensor is stored (a random seed is drawn by the worker). */
  statistics: SeedStatistics.nullable(),
});
export type Seed = z.infer<typeof Seed>;

/** Of a reconstruction against its target, both clipped to pixels 0..1. */
export const Metrics = z.object({
  meanSquaredError: z.number(),
  /** In decibels: -10 log10(meanSquaredError); null where the error is 0. */
  peakSignalToNoise: z.number().nullable(),
  /** SSIM, at most 1; null where the pictures are smaller than its window. */
  structuralSimilarity: z.number().nullable().optional(),
});
export type Metrics = z.infer<typeof Metrics>;

const revision = {
  id: RevisionId,
  pictureId: PictureId,
  parentId: RevisionId.nullable(),
  by: PersonId,
  at: Timestamp,
};

/** One node of a picture's history, which is a tree: nothing is ever overwritten. */
export const Revision = z.discriminatedUnion("kind", [
  z.object({ ...revision, kind: z.literal("upload") }),
  z.object({ ...revision, kind: z.literal("seed"), seedId: SeedId }),
  z.object({
    ...revision,
    kind: z.literal("embed"),
    /** Null for all but the best of the seeds that one job found. */
    jobId: JobId.nullable(),
    seedId: SeedId,
    modelId: ModelId,
    crop: Crop,
    steps: Steps,
    method: EmbedMethod,
    /** Network evaluations spent. */
    evaluations: z.int(),
    milliseconds: z.number(),
    /** The error on the way, where it was measured on the way. */
    trajectory: z.array(ErrorPoint),
    stages: z.array(Stage),
    endedBy: EndedBy,
  }),
  z.object({
    ...revision,
    kind: z.literal("generate"),
    jobId: JobId,
    seedId: SeedId,
    modelId: ModelId,
    steps: Steps,
    /** How far the seed was moved towards a typical one before. */
    realism: Realism,
    /** Null where there is no target to compare with (a random seed). */
    metrics: Metrics.nullable(),
    milliseconds: z.number(),
  }),
]);
export type Revision = z.infer<typeof Revision>;

const job = {
  ...undertaking,
  id: JobId,
  pictureId: PictureId,
  /** The revision this work starts from. */
  parentId: RevisionId,
  modelId: ModelId,
  /** The revision that came of it. */
  revisionId: RevisionId.nullable(),
};
export const Job = z.discriminatedUnion("kind", [
  z.object({
    ...job,
    kind: z.literal("embed"),
    steps: Steps,
    method: EmbedMethod,
    crop: Crop,
    /** The seed that a refinement begins with. */
    startSeedId: SeedId.nullable(),
    /** Asked to end with the best seed so far. */
    ending: z.boolean(),
  }),
  z.object({ ...job, kind: z.literal("generate"), steps: Steps, seedId: SeedId, realism: Realism }),
]);
export type Job = z.infer<typeof Job>;

export const Model = z.object({
  id: ModelId,
  kind: z.enum(["denoiser", "embedder"]),
  /** Of an embedder: the denoiser whose seeds it finds. */
  generatorId: ModelId.nullable(),
  /** Of an embedder: the mean squared error of what its seeds generate, on pictures it has not learnt from. */
  meanSquaredError: z.number().nullable(),
  /** Of a denoiser, where another can begin with its weights. */
  network: DenoiserNetwork.nullable().default(null),
  channels: z.int(),
  /** Height and width in pixels. */
  size: z.int(),
  /** From its card: the data it learnt from and what it is good for. */
  title: z.string(),
  summary: z.string(),
  /** Whether a connected worker has it, or can fetch it, so that it can be used now. */
  available: z.boolean(),
});
export type Model = z.infer<typeof Model>;

/** A connected worker, as the session shows it. */
export const WorkerStatus = z.object({
  name: z.string(),
  engine: z.string(),
  device: z.string(),
  busy: z.boolean(),
  /** Whether it trains models, and does nothing else. */
  trains: z.boolean(),
});
export type WorkerStatus = z.infer<typeof WorkerStatus>;
