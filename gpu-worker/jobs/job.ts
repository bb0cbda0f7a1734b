import type { FrameHeader, Task, TaskKind, TaskResult } from "../../protocol/jobs";
import type { BlobStore } from "../blobs/store";
import type { Raster } from "../pictures/raster";
import type { Workbench } from "../workbench";

export type TaskOf<Kind extends TaskKind> = Extract<Task, { kind: Kind }>;
export type ResultOf<Kind extends TaskKind> = Extract<TaskResult, { kind: Kind }>;

/** Where in the work a frame belongs. */
export type FramePlace = Pick<FrameHeader, "phase" | "step" | "of">;

/** All that a job may use, so that it runs alike under a server and without one. */
export interface JobContext {
  readonly workbench: Workbench;
  readonly blobs: BlobStore;
  /** Shows a step to whoever watches; returns at once, so that the next step can be computed. */
  show(place: FramePlace, raster: Raster): void;
  /** Aborted when nobody wants the result any more; a job then ends between two steps by throwing. */
  readonly signal: AbortSignal;
}

/** One kind of work: what it is called in the protocol, and how it is done. */
export interface JobDefinition<Kind extends TaskKind> {
  readonly kind: Kind;
  /** Throws a `Problem` for what a person can change, the signal's reason when aborted. */
  run(task: TaskOf<Kind>, context: JobContext): Promise<ResultOf<Kind>>;
}
