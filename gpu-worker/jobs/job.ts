import type { FrameHeader, JobNote, JobProgress, Task, TaskKind, TaskResult } from "../../protocol/jobs";
import type { BlobStore } from "../blobs/store";
import type { Raster } from "../pictures/raster";
import type { Bench } from "../workbench";

export type TaskOf<Kind extends TaskKind> = Extract<Task, { kind: Kind }>;
export type ResultOf<Kind extends TaskKind> = Extract<TaskResult, { kind: Kind }>;

/** Where in the work a frame belongs. */
export type FramePlace = Pick<FrameHeader, "phase" | "step" | "of">;

type Unplaced<Message> = Message extends unknown ? Omit<Message, "jobId" | "attempt"> : never;

/** Where a machine that trains keeps what it is at, and finds the server's data sets. */
export interface TrainingFolders {
  readonly trainings: string;
  readonly datasets: string;
}

/** All that a job may use, so that it runs alike under a server and without one. */
export interface JobContext {
  readonly workbench: Bench;
  readonly blobs: BlobStore;
  /** Shows a step to whoever watches; returns at once, so that the next step can be computed. */
  show(place: FramePlace, raster: Raster): void;
  /** Says how far the job is; may be lost on the way. */
  tell(progress: Unplaced<JobProgress>): void;
  /** Stores a fact that must not be lost with this worker. */
  note(note: JobNote): Promise<void>;
  /** Does what has time until the result is stored; a result that is not stored leaves it undone. */
  afterwards(work: () => Promise<void>): void;
  readonly trainings: TrainingFolders;
  /** Aborted when the best so far is wanted; a job that has such a thing then ends with it. */
  readonly enough: AbortSignal;
  /** Aborted when nobody wants the result any more; a job then ends between two steps by throwing. */
  readonly signal: AbortSignal;
}

/** One kind of work: what it is called in the protocol, and how it is done. */
export interface JobDefinition<Kind extends TaskKind> {
  readonly kind: Kind;
  /** Throws a `Problem` for what a person can change, the signal's reason when aborted. */
  run(task: TaskOf<Kind>, context: JobContext): Promise<ResultOf<Kind>>;
}
