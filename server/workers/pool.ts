import type { Logger } from "pino";
import type { Namespace, Socket } from "socket.io";
import type { WorkerStatus } from "../../protocol/entities";
import type { Outcome, ServerToWorker, WorkerHello, WorkerToServer } from "../../protocol/events";
import type { JobId, ModelId } from "../../protocol/ids";
import { FrameHeader, type JobNote, JobProgress, type Lane, type Task } from "../../protocol/jobs";
import { isDatabaseAway } from "../database/away";
import { refuse } from "../realtime/refuse";
import { readHello } from "./hello";
import { type Attempt, AttemptMessage, NoteMessage, readOutcome } from "./messages";

type WorkerSocket = Socket<WorkerToServer, ServerToWorker>;
export type WorkerNamespace = Namespace<WorkerToServer, ServerToWorker>;

interface Run extends Attempt {
  readonly task: Task;
}

/** A place at a worker that has been taken for one job. */
export interface Desk {
  /** How the job ended; "lost" where the worker went away. */
  run(job: Run): Promise<Outcome | "lost">;
  /** Lets the worker forget the job, once its outcome is stored. */
  acknowledge(): void;
  leave(): void;
}

/** Where one job at a time is worked on. */
interface Place {
  taken: boolean;
  current: { readonly job: Run; readonly end: (outcome: Outcome | "lost") => void } | null;
  acknowledge: () => void;
}

interface Member {
  readonly socket: WorkerSocket;
  readonly hello: WorkerHello;
  readonly places: ReadonlyMap<Lane, Place>;
}

export interface PoolEvents {
  /** A worker came, went, began or ended. */
  changed(): void;
  /** A worker says what it brings, before it is given anything. */
  arrived(hello: WorkerHello): Promise<void>;
  /** Of the models whose trainings a worker keeps, those whose trainings will not go on. */
  over(kept: readonly ModelId[]): Promise<ModelId[]>;
  /** It can be given jobs now. */
  joined(): void;
  frame(header: FrameHeader, picture: Uint8Array): void;
  progress(progress: JobProgress): void;
  /** Stores a fact about a running job; answers whether it was of use. */
  note(job: Attempt, note: JobNote): Promise<boolean>;
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
    return [...this.#members].map(({ hello, places }) => ({
      name: hello.name,
      engine: hello.engine,
      device: hello.device,
      busy: [...places.values()].some(({ current }) => current !== null),
      trains: hello.trains,
    }));
  }

  models(): Set<string> {
    return new Set([...this.#members].flatMap(({ hello }) => hello.models.map(({ id }) => id)));
  }

  /** How many jobs of a lane can be worked on at once. */
  size(lane: Lane): number {
    return [...this.#members].filter(({ places }) => places.has(lane)).length;
  }

  /**
   * Takes a free place at a worker that has these models, waiting for one as long as `stillWanted` says so. Null also
   * where no connected worker has them: whoever waits for that would keep others from their place in the queue.
   */
  async free(lane: Lane, models: readonly ModelId[], stillWanted: () => Promise<boolean>): Promise<Desk | null> {
    for (;;) {
      const able = [...this.#members].filter(({ hello, places }) => places.has(lane) && hasAll(hello, models));
      if (able.length === 0) return null;
      for (const member of able) {
        const place = member.places.get(lane);
        if (place && !place.taken) return this.#take(member, place);
      }
      await this.#change();
      if (!(await stillWanted())) return null;
    }
  }

  /** Tells the worker that runs this attempt to stop between two steps; wakes whoever waits with it. */
  cancel(jobId: JobId, attempt: number): void {
    this.#tell("cancel", { jobId, attempt });
    this.#wake();
  }

  /** Asks the worker that runs this attempt to end it with the best so far. */
  enough(jobId: JobId, attempt: number): void {
    this.#tell("enough", { jobId, attempt });
  }

  /** Lets the workers that train remove what they keep of these models' trainings, which ended or were cancelled. */
  forget(models: readonly ModelId[]): void {
    for (const { socket, hello } of this.#members) if (hello.trains) socket.emit("forget", models);
  }

  #tell(what: "cancel" | "enough", job: Attempt): void {
    for (const member of this.#members) if (placeOf(member, job)) member.socket.emit(what, job);
  }

  #take(member: Member, place: Place): Desk {
    place.taken = true;
    return {
      run: (job) =>
        new Promise((resolve) => {
          if (!this.#members.has(member)) return resolve("lost");
          place.current = { job, end: resolve };
          member.socket.emit("run", job);
          this.events.changed();
        }),
      acknowledge: () => place.acknowledge(),
      leave: () => {
        place.taken = false;
        this.#wake();
        this.events.changed();
      },
    };
  }

  async #welcome(socket: WorkerSocket, hello: WorkerHello): Promise<void> {
    const member: Member = { socket, hello, places: placesOf(hello) };
    this.#listen(member);
    socket.on("disconnect", (reason) => {
      this.#members.delete(member);
      this.log.info({ worker: hello.name, reason }, "worker left");
      for (const place of member.places.values()) end(place, "lost");
      this.events.changed();
    });
    try {
      await this.events.arrived(hello);
      socket.emit("forget", await this.events.over(hello.keeps));
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
    this.events.joined();
  }

  /** What a worker says of a job counts while it runs that very attempt. */
  #listen(member: Member): void {
    member.socket.on("frame", (header, picture) => {
      const parsed = FrameHeader.safeParse(header);
      if (parsed.success && placeOf(member, parsed.data)) this.events.frame(parsed.data, picture);
    });
    member.socket.on("progress", (progress) => {
      const parsed = JobProgress.safeParse(progress);
      if (parsed.success && placeOf(member, parsed.data)) this.events.progress(parsed.data);
    });
    member.socket.on("note", (told, stored) => {
      if (typeof stored !== "function") return;
      const message = NoteMessage.safeParse(told);
      if (!message.success || !placeOf(member, message.data)) return stored(false);
      const { note, ...job } = message.data;
      this.events.note(job, note).then(stored, (error: Error) => {
        this.log.warn({ ...job, error: error.message }, "a worker's note could not be stored");
        // While the database is away it is not acknowledged, so the worker says it again; what is refused stays so.
        if (!isDatabaseAway(error)) stored(false);
      });
    });
    member.socket.on("finished", (told, stored) => {
      if (typeof stored !== "function") return;
      const message = AttemptMessage.safeParse(told);
      if (!message.success) return stored();
      const { outcome } = told;
      const place = placeOf(member, message.data);
      // An outcome nobody waits for any more is acknowledged at once, so that the worker can forget it.
      if (!place) return stored();
      place.acknowledge = stored;
      end(place, readOutcome(outcome));
    });
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

/** A worker that trains does nothing else; any other has a place for what is soon done beside one for what takes long. */
function placesOf({ trains }: WorkerHello): Map<Lane, Place> {
  const lanes: Lane[] = trains ? ["training"] : ["short", "long"];
  return new Map(lanes.map((lane) => [lane, { taken: false, current: null, acknowledge: () => {} }]));
}

function hasAll(hello: WorkerHello, models: readonly ModelId[]): boolean {
  return models.every((model) => hello.models.some(({ id }) => id === model));
}

function placeOf({ places }: Member, job: Attempt): Place | undefined {
  return [...places.values()].find(
    ({ current }) => current?.job.jobId === job.jobId && current.job.attempt === job.attempt,
  );
}

function end(place: Place, outcome: Outcome | "lost"): void {
  const { current } = place;
  place.current = null;
  current?.end(outcome);
}
