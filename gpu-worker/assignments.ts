import type { JobId } from "../protocol/ids";

export interface Assignment {
  readonly jobId: JobId;
  readonly attempt: number;
  /** As the server sent it: read where it is carried out, so that what cannot be read is a failed job. */
  readonly task: unknown;
}

/** What a job hears while it runs. */
export interface Hearing {
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  /** Aborted when the best so far is wanted. */
  readonly enough: AbortSignal;
}

/** The jobs given to this worker: of each lane one is worked on at a time, in the order they came. */
export class Assignments {
  private readonly controllers = new Map<string, Record<keyof Hearing, AbortController>>();
  private readonly last = new Map<string, Promise<void>>();

  /** `perform` must not throw. Work of one lane does not wait for that of another. */
  constructor(
    private readonly perform: (assignment: Assignment, hearing: Hearing) => Promise<void>,
    private readonly laneOf: (task: unknown) => string = () => "",
  ) {}

  get busy(): boolean {
    return this.controllers.size > 0;
  }

  /** Lines a job up; one that is already here is not taken twice. */
  take(assignment: Assignment): void {
    const key = keyOf(assignment);
    if (this.controllers.has(key)) return;
    const controllers = { signal: new AbortController(), enough: new AbortController() };
    this.controllers.set(key, controllers);
    const hearing = { signal: controllers.signal.signal, enough: controllers.enough.signal };
    const lane = this.laneOf(assignment.task);
    const before = this.last.get(lane) ?? Promise.resolve();
    this.last.set(
      lane,
      before.then(() => this.perform(assignment, hearing)).finally(() => this.controllers.delete(key)),
    );
  }

  cancel(assignment: Omit<Assignment, "task">): void {
    this.controllers.get(keyOf(assignment))?.signal.abort();
  }

  /** Asks the job to end with the best so far. */
  enough(assignment: Omit<Assignment, "task">): void {
    this.controllers.get(keyOf(assignment))?.enough.abort();
  }

  cancelAll(): void {
    for (const { signal } of this.controllers.values()) signal.abort();
  }

  /** Resolves when all jobs taken so far have ended. */
  async idle(): Promise<void> {
    await Promise.all(this.last.values());
  }
}

function keyOf({ jobId, attempt }: Omit<Assignment, "task">): string {
  return `${jobId}/${attempt}`;
}
