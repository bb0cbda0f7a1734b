import type { ProblemReport } from "../../protocol/errors";
import type { Outcome } from "../../protocol/events";
import type { ModelId } from "../../protocol/ids";
import type { Lane, Task } from "../../protocol/jobs";
import type { Waiting } from "./queue";

/** What a row of work must say of itself to be performed. */
export interface WorkRow {
  readonly id: string;
  readonly sessionId: string;
  readonly state: string;
  readonly attempt: number;
  /** Whether somebody asked for the best so far. */
  readonly ending: boolean;
}

/** How one kind of row becomes a worker's task, and what becomes of the row. */
export interface Performance<Row extends WorkRow> {
  readonly lanes: readonly Lane[];
  find(id: string): Promise<Row | null>;
  /** Rows that wait or run: those that should be in the queue. */
  unfinished(): Promise<Waiting[]>;
  laneOf(row: Row): Lane;
  /** The models that a worker must have in a folder of its own. */
  models(row: Row): Promise<ModelId[]>;
  /** queued -> running; null where the row is not waiting any more. */
  start(row: Row): Promise<Row | null>;
  /** Throws a Problem where the work cannot be described any more. */
  describe(row: Row): Promise<Task>;
  /** running -> queued after the server was restarted, which is not the work's fault. */
  resume(row: Row): Promise<Row | null>;
  /** running -> queued after the worker died, or failed where it did so too often. */
  lose(row: Row): Promise<unknown>;
  finish(row: Row, outcome: Outcome): Promise<void>;
  /** running -> failed, for a result that cannot be stored. */
  fail(row: Row, problem: ProblemReport): Promise<unknown>;
}
