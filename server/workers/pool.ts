import { timingSafeEqual } from "node:crypto";
import type { Logger } from "pino";
import type { Namespace, Socket } from "socket.io";
import type { WorkerStatus } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import { type Outcome, type ServerToWorker, WorkerHello, type WorkerToServer } from "../../protocol/events";
import type { JobId, ModelId } from "../../protocol/ids";
import { FrameHeader, type Task, TaskResult } from "../../protocol/jobs";
import { protocolVersion } from "../../protocol/version";
import { refuse } from "../realtime/refuse";

type WorkerSocket = Socket<WorkerToServer, ServerToWorker>;
export type WorkerNamespace = Namespace<WorkerToServer, ServerToWorker>;

interface Run {
  readonly jobId: JobId;
  readonly attempt: number;
  readonly task: Task;
}

/** A worker that has been taken for one job. */
export interface Desk {
  /** How the job ended; "lost" where the worker went away. */
  run(job: Run): Promise<Outcome | "lost">;
  /** Lets the worker forget the job, once its outcome is stored. */
  acknowledge(): void;
  leave(): void;
}

interface Member {
  readonly socket: WorkerSocket;
  readonly hello: WorkerHello;
  taken: boolean;
  current: { readonly job: Run; readonly end: (outcome: Outcome | "lost") => void } | null;
  acknowledge: () => void;
}

export interface PoolEvents {
  /** A worker came, went, began or ended. */
  changed(): void;
  arrived(hello: WorkerHello): Promise<void>;
  frame(header: FrameHeader, picture: Uint8Array): void;
}

/** The connected workers. It holds nothing that their rows do not say: a restart loses no job. */
export class WorkerPool {
  readonly #members = new Set<Member>();
  #waiting: (() => void)[] = [];

  constructor(
    namespace: WorkerNamespace,
    token: string,
    private readonly events: PoolEvents,
    private readonly log: Logger,
  ) {
    namespace.use((socket, next) => {
      try {
        readHello(socket.handshake.auth, token);
        next();
      } catch (error) {
        next(refuse(error, log));
      }
    });
    namespace.on("connection", (socket) => void this.#welcome(socket, readHello(socket.handshake.auth, token)));
  }

  status(): WorkerStatus[] {
    return [...this.#members].map(({ hello, current }) => ({
      name: hello.name,
      engine: hello.engine,
      device: hello.device,
      busy: current !== null,
    }));
  }

  models(): Set<string> {
    return new Set([...this.#members].flatMap(({ hello }) => hello.models.map(({ id }) => id)));
  }

  get size(): number {
    return this.#members.size;
  }

  /** Takes a free worker that has this model, waiting for one as long as `stillWanted` says so. */
  async free(model: ModelId, stillWanted: () => Promise<boolean>): Promise<Desk | null> {
    for (;;) {
      const member = [...this.#members].find((each) => !each.taken && each.hello.models.some(({ id }) => id === model));
      if (member) return this.#take(member);
      await this.#change();
      if (!(await stillWanted())) return null;
    }
  }

  /** Tells the worker that runs this attempt to stop between two steps; wakes whoever waits with it. */
  cancel(jobId: JobId, attempt: number): void {
    for (const { socket, current } of this.#members)
      if (current?.job.jobId === jobId && current.job.attempt === attempt) socket.emit("cancel", { jobId, attempt });
    this.#wake();
  }

  #take(member: Member): Desk {
    member.taken = true;
    return {
      run: (job) =>
        new Promise((resolve) => {
          if (!this.#members.has(member)) return resolve("lost");
          member.current = { job, end: resolve };
          member.socket.emit("run", job);
          this.events.changed();
        }),
      acknowledge: () => member.acknowledge(),
      leave: () => {
        member.taken = false;
        this.#wake();
        this.events.changed();
      },
    };
  }

  async #welcome(socket: WorkerSocket, hello: WorkerHello): Promise<void> {
    const member: Member = { socket, hello, taken: false, current: null, acknowledge: () => {} };
    socket.on("frame", (header, picture) => {
      const parsed = FrameHeader.safeParse(header);
      if (parsed.success && isCurrent(member, parsed.data)) this.events.frame(parsed.data, picture);
    });
    socket.on("finished", ({ jobId, attempt, outcome }, stored) => {
      if (typeof stored !== "function") return;
      // An outcome nobody waits for any more is acknowledged at once, so that the worker can forget it.
      if (!isCurrent(member, { jobId, attempt })) return stored();
      member.acknowledge = stored;
      this.#end(member, readOutcome(outcome));
    });
    socket.on("disconnect", (reason) => {
      this.#members.delete(member);
      this.log.info({ worker: hello.name, reason }, "worker left");
      this.#end(member, "lost");
      this.events.changed();
    });
    try {
      await this.events.arrived(hello);
    } catch (error) {
      this.log.error({ worker: hello.name, error: String(error) }, "a worker's models could not be stored");
      socket.disconnect(true);
      return;
    }
    if (!socket.connected) return;
    this.#members.add(member);
    this.log.info({ worker: hello.name, engine: hello.engine, device: hello.device }, "worker joined");
    this.#wake();
    this.events.changed();
  }

  #end(member: Member, outcome: Outcome | "lost"): void {
    const { current } = member;
    member.current = null;
    current?.end(outcome);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

function isCurrent(member: Member, job: { readonly jobId: JobId; readonly attempt: number }): boolean {
  return member.current?.job.jobId === job.jobId && member.current.job.attempt === job.attempt;
}

/** Throws worker_not_trusted, protocol_mismatch, bad_request. */
function readHello(auth: unknown, token: string): WorkerHello {
  const hello = WorkerHello.safeParse(auth);
  if (!hello.success) throw new Problem("bad_request", hello.error.issues[0]?.path.join("."));
  if (!isToken(hello.data.token, token)) throw new Problem("worker_not_trusted");
  if (hello.data.protocol !== protocolVersion) throw new Problem("protocol_mismatch");
  return hello.data;
}

/** Compares in constant time, so that a token cannot be guessed byte by byte. */
export function isToken(shown: string, token: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(token)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}

function readOutcome(outcome: Outcome): Outcome {
  if (outcome.state !== "done") return outcome;
  const result = TaskResult.safeParse(outcome.result);
  if (result.success) return { state: "done", result: result.data };
  const detail = result.error.issues[0]?.path.join(".");
  return { state: "failed", problem: new Problem("compute_failed", `result: ${detail}`).report() };
}
