import { z } from "zod";
import { Job, Model, Person, Picture, Revision, Seed, Session, type WorkerStatus } from "./entities";
import type { ProblemReport } from "./errors";
import { type JobId, ModelId, PersonId, type PictureId, type TrainingId } from "./ids";
import type { FrameHeader, JobNote, JobProgress, Task, TaskResult } from "./jobs";
import type { RequestInput } from "./requests";
import { Dataset, DenoiserNetwork, Training } from "./training";

/** A row as it now is. Facts are told as whole rows, so that hearing one twice does no harm. */
export const Change = z.discriminatedUnion("noun", [
  z.object({ noun: z.literal("session"), row: Session }),
  z.object({ noun: z.literal("person"), row: Person }),
  z.object({ noun: z.literal("picture"), row: Picture }),
  z.object({ noun: z.literal("seed"), row: Seed }),
  z.object({ noun: z.literal("revision"), row: Revision }),
  z.object({ noun: z.literal("job"), row: Job }),
  z.object({ noun: z.literal("dataset"), row: Dataset }),
  z.object({ noun: z.literal("training"), row: Training }),
  z.object({ noun: z.literal("model"), row: Model }),
]);
export type Change = z.infer<typeof Change>;

export const EventType = z.enum([
  "session-started",
  "session-renamed",
  "person-joined",
  "person-changed",
  "picture-added",
  "picture-removed",
  "seed-drawn",
  "job-queued",
  "job-started",
  "job-done",
  "job-failed",
  "job-cancelled",
  "job-paused",
  "dataset-added",
  "dataset-removed",
  "training-queued",
  "training-started",
  "training-told",
  "training-paused",
  "training-done",
  "training-failed",
  "training-cancelled",
]);
export type EventType = z.infer<typeof EventType>;

/** One fact of a session: what happened, who did it, and the rows it changed, in the session's own order. */
export const SessionEvent = z.object({
  sequence: z.int().min(1),
  type: EventType,
  by: PersonId.nullable(),
  at: z.iso.datetime(),
  changes: z.array(Change),
});
export type SessionEvent = z.infer<typeof SessionEvent>;

/** All of a session as of `sequence`: the fold of its events from the first. */
export const Snapshot = z.object({
  sequence: z.int().min(0),
  session: Session,
  people: z.array(Person),
  pictures: z.array(Picture),
  seeds: z.array(Seed),
  revisions: z.array(Revision),
  jobs: z.array(Job),
  datasets: z.array(Dataset),
  trainings: z.array(Training),
  /** Those that were trained in this session; all others come with the workers. */
  models: z.array(Model),
});
export type Snapshot = z.infer<typeof Snapshot>;

export type CatchUp = { snapshot: Snapshot } | { events: SessionEvent[] };

/** What a browser says when it connects; `after` is the last event it has, if it has any. */
export const Hello = z.object({
  protocol: z.int(),
  sessionId: z.string(),
  after: z.coerce.number().int().min(0).optional(),
});

export type Welcome = { you: PersonId; models: Model[]; workers: WorkerStatus[] } & CatchUp;

export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: ProblemReport };
type Ask<Name extends keyof RequestAnswers> = (
  input: RequestInput<Name>,
  answer: (answer: Answer<RequestAnswers[Name]>) => void,
) => void;

export interface RequestAnswers {
  renameSession: null;
  changePerson: null;
  embed: { jobId: JobId };
  generate: { jobId: JobId };
  newSeed: { jobId: JobId; pictureId: PictureId };
  removePicture: null;
  cancelJob: null;
  retryJob: { jobId: JobId };
  pauseJob: null;
  resumeJob: null;
  finishJob: null;
  listServerData: { names: string[] };
  removeDataset: null;
  startTraining: { trainingId: TrainingId };
  pauseTraining: null;
  resumeTraining: null;
  finishTraining: null;
  cancelTraining: null;
  catchUp: CatchUp;
}

export type ClientToServer = { [Name in keyof RequestAnswers]: Ask<Name> };

export interface ServerToClient {
  /** Once after every connection. */
  welcome(welcome: Welcome): void;
  /** A fact; never dropped, told in order. */
  event(event: SessionEvent): void;
  /** A step's picture (WebP bytes); may be dropped for a slow client. */
  frame(header: FrameHeader, picture: ArrayBuffer): void;
  /** How far a long job is; may be dropped for a slow client. */
  progress(progress: JobProgress): void;
  /** Who has the session open now. */
  presence(people: PersonId[]): void;
  workers(workers: WorkerStatus[], models: Model[]): void;
}

/** What a worker says of itself when it connects to the `/worker` namespace. */
export const WorkerHello = z.object({
  protocol: z.int(),
  token: z.string(),
  name: z.string().min(1).max(80),
  engine: z.string(),
  device: z.string(),
  /** A worker that trains takes trainings only, so that those who wait for pictures do not wait for it. */
  trains: z.boolean(),
  /** The models whose trainings have their checkpoints on this machine. */
  keeps: z.array(ModelId),
  models: z.array(
    z.object({
      id: ModelId,
      kind: z.enum(["denoiser", "embedder"]),
      generatorId: ModelId.nullable(),
      meanSquaredError: z.number().nullable(),
      network: DenoiserNetwork.nullable(),
      /** Of configuration and weights: another fingerprint is another model. */
      fingerprint: z.string(),
      channels: z.int().positive(),
      size: z.int().positive(),
      title: z.string(),
      summary: z.string(),
    }),
  ),
});
export type WorkerHello = z.infer<typeof WorkerHello>;

export interface ServerToWorker {
  run(job: { jobId: JobId; attempt: number; task: Task }): void;
  cancel(job: { jobId: JobId; attempt: number }): void;
  /** Asks for the best so far, as the job's result. */
  enough(job: { jobId: JobId; attempt: number }): void;
  /** Lets the checkpoints of these models' trainings be removed. */
  forget(models: readonly ModelId[]): void;
}

export interface WorkerToServer {
  frame(header: FrameHeader, picture: Uint8Array): void;
  progress(progress: JobProgress): void;
  /** Acknowledged once it is stored; false where it was of no use any more. */
  note(job: { jobId: JobId; attempt: number; note: JobNote }, stored: (useful: boolean) => void): void;
  /** How a job ended; acknowledged once it is stored. */
  finished(job: { jobId: JobId; attempt: number; outcome: Outcome }, stored: () => void): void;
}

export type Outcome =
  | { state: "done"; result: TaskResult }
  | { state: "failed"; problem: ProblemReport }
  | { state: "cancelled" };
