import type { JobId } from "../protocol/ids";

export interface Assignment {
  readonly jobId: JobId;
  readonly attempt: number;
  /** As the server sent it: read where it is carried out, so that what cannot be read is a failed job. */
  readonly task: unknown;
}

/** The jobs given to this worker: one is worked on at a time, in the order they came. */
export class Assignments {
  private readonly controllers = new Map<string, AbortController>();
  private last: Promise<void> = Promise.resolve();

  /** `perform` must not throw; its signal is aborted when the job is cancelled. */
  constructor(private readonly perform: (assignment: Assignment, signal: AbortSignal) => Promise<void>) {}

  get busy(): boolean {
    return this.controllers.size > 0;
  }

  /** Lines a job up; one that is already here is not taken twice. */
  take(assignment: Assignment): void {
    const key = keyOf(assignment);
    if (this.controllers.has(key)) return;
    const controller = new AbortController();
    this.controllers.set(key, controller);
    this.last = this.last
      .then(() => this.perform(assignment, controller.signal))
      .finally(() => this.controllers.delete(key));
  }

  cancel(assignment: Omit<Assignment, "task">): void {
    this.controllers.get(keyOf(assignment))?.abort();
  }

  cancelAll(): void {
    for (const controller of this.controllers.values()) controller.abort();
  }

  /** Resolves when all jobs taken so far have ended. */
  idle(): Promise<void> {
    return this.last;
  }
}

function keyOf({ jobId, attempt }: Omit<Assignment, "task">): string {
  return `${jobId}/${attempt}`;
}
