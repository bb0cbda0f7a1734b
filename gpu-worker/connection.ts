import type { Logger } from "pino";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import type { Outcome, ServerToWorker, WorkerHello, WorkerToServer } from "../protocol/events";
import { JobId, ModelId } from "../protocol/ids";
import { type JobNote, laneOf, Task } from "../protocol/jobs";
import { type Assignment, Assignments, type Hearing } from "./assignments";
import type { BlobStore } from "./blobs/store";
import { FrameStream } from "./jobs/frames";
import type { JobContext, TrainingFolders } from "./jobs/job";
import { carryOut } from "./jobs/outcome";
import { rehearse } from "./jobs/rehearsal";
import { forgetTrainings, keptTrainings } from "./kept-trainings";
import type { Workbench } from "./workbench";

const RunMessage = z.object({ jobId: JobId, attempt: z.int(), task: z.unknown() });
const AttemptMessage = RunMessage.omit({ task: true });
const RefusalReport = z.object({ code: z.string(), message: z.string() });

/** Milliseconds until a result that the server has not acknowledged is told again. */
const acknowledgementPatience = 10_000;
/** Milliseconds until the next try at a server that closed the connection, perhaps because it restarts. */
const goodbyePause = 1000;
/**
 * Packets that wait for the line before frames are dropped. Socket.IO's own `volatile` already drops a frame when the
 * one before it is still being written, as it is whenever two steps end together.
 */
const mostWaitingPackets = 64;
/** The same for a server that refused this worker, which only a person can change. */
const refusalPause = 15_000;

export interface ConnectionOptions {
  /** The server's address, as in `http://127.0.0.1:3000`. */
  readonly server: string;
  readonly hello: Omit<z.input<typeof WorkerHello>, "keeps">;
  readonly workbench: Workbench;
  readonly blobs: BlobStore;
  readonly trainings: TrainingFolders;
  readonly log: Logger;
}

/**
 * Connects to the server, does the jobs it hands out, and reconnects for ever. When the connection is lost the jobs
 * at hand are forgotten: the server hands them out again, perhaps to another worker.
 */
export function connect({ server, hello, workbench, blobs, trainings, log }: ConnectionOptions): {
  close(): Promise<void>;
} {
  const socket: Socket<ServerToWorker, WorkerToServer> = io(new URL("/worker", server).href, {
    auth: (introduce) => void keeps().then((kept) => introduce({ ...hello, keeps: kept })),
    transports: ["websocket"],
    reconnectionDelay: 200,
    reconnectionDelayMax: 2000,
    autoConnect: false,
  });
  const assignments = new Assignments(perform, laneOfTask);
  const keeps = async () => (hello.trains ? await keptTrainings(trainings.trainings) : []);
  let closed = false;
  let warming = Promise.resolve();
  let pause: NodeJS.Timeout | undefined;
  let lastRefusal = "";

  async function perform({ jobId, attempt, task }: Assignment, hearing: Hearing): Promise<void> {
    const { signal } = hearing;
    const connectionId = socket.id;
    const job = log.child({ jobId, attempt });
    const isHeard = () =>
      !signal.aborted && socket.id === connectionId && socket.io.engine.writeBuffer.length < mostWaitingPackets;
    const frames = new FrameStream((frame, picture) => {
      if (isHeard()) socket.emit("frame", { jobId, attempt, ...frame }, picture);
    });
    const afterwards: (() => Promise<void>)[] = [];
    const context: Omit<JobContext, "workbench"> = {
      ...hearing,
      blobs,
      trainings,
      show: frames.show.bind(frames),
      tell(progress) {
        if (isHeard()) socket.emit("progress", { jobId, attempt, ...progress });
      },
      note: (note) => remember({ jobId, attempt, note }, connectionId, signal),
      afterwards: (work) => afterwards.push(work),
    };
    const started = performance.now();
    const outcome = await workbench.lend((bench) => carryOut(task, { ...context, workbench: bench }, job));
    await frames.drained().catch((error: unknown) => job.error({ err: error }, "a frame could not be encoded"));
    const milliseconds = Math.round(performance.now() - started);
    job.info({ state: outcome.state, milliseconds }, "the job has ended");
    if (!(await tell({ jobId, attempt, outcome }, connectionId))) return;
    for (const work of afterwards)
      await work().catch((error: unknown) => job.warn({ err: error }, "what a job leaves could not be cleared away"));
  }

  /**
   * Says it until the server has it. Gives up where the connection was lost, since the attempt is then nobody's any more,
   * and where the job was cancelled: what was known by then is said once.
   */
  async function remember(
    note: Omit<Assignment, "task"> & { note: JobNote },
    connectionId: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    while (connectionId !== undefined && socket.id === connectionId) {
      const told = socket.timeout(acknowledgementPatience).emitWithAck("note", note);
      const stored = await told.then(
        () => true,
        () => false,
      );
      if (stored || signal.aborted) return;
    }
  }

  /** Whether the server has stored it. */
  async function tell(
    ending: Omit<Assignment, "task"> & { outcome: Outcome },
    connectionId: string | undefined,
  ): Promise<boolean> {
    while (connectionId !== undefined && socket.id === connectionId) {
      const told = socket.timeout(acknowledgementPatience).emitWithAck("finished", ending);
      const stored = await told.then(
        () => true,
        () => false,
      );
      if (stored) return true;
    }
    log.warn(
      { jobId: ending.jobId },
      "the connection was lost before the result was stored; the job will be run again",
    );
    return false;
  }

  async function warmUp(): Promise<void> {
    // What trains is never waited for.
    for (const { id, config } of hello.trains ? [] : workbench.models) {
      if (config.kind !== "denoiser") continue;
      await assignments.idle();
      if (closed) return;
      const outcome = await rehearse(id, workbench, log);
      if (outcome.state === "failed") log.error({ model: id, ...outcome.problem }, "the model does not run");
    }
    log.info({ models: workbench.models.length }, "all models are warm");
  }

  socket.once("connect", () => {
    warming = warmUp();
  });
  socket.on("connect", () => {
    lastRefusal = "";
    log.info({ server }, "connected to the server");
  });
  socket.on("disconnect", (reason) => {
    assignments.cancelAll();
    if (closed) return;
    log.warn({ server, reason }, "the connection to the server was lost");
    if (!socket.active) reconnectAfter(goodbyePause);
  });
  socket.on("connect_error", (error: Error & { data?: unknown }) => {
    const refusal = RefusalReport.safeParse(error.data);
    const told = refusal.success ? `${refusal.data.code}: ${refusal.data.message}` : `${error.message} at ${server}`;
    // Said once, not at every try.
    if (told !== lastRefusal) {
      if (refusal.success) log.error(`The server refused this worker. ${told}`);
      else log.warn(`Waiting for the server: ${told}`);
    }
    lastRefusal = told;
    if (!socket.active) reconnectAfter(refusalPause);
  });
  socket.on("run", (message) => {
    const parsed = RunMessage.safeParse(message);
    if (parsed.success) assignments.take(parsed.data);
    else log.error({ err: parsed.error }, "the server sent a job that cannot be read");
  });
  socket.on("cancel", (message) => {
    const parsed = AttemptMessage.safeParse(message);
    if (parsed.success) assignments.cancel(parsed.data);
  });
  socket.on("enough", (message) => {
    const parsed = AttemptMessage.safeParse(message);
    if (parsed.success) assignments.enough(parsed.data);
  });
  socket.on("forget", (message) => {
    const parsed = z.array(ModelId).safeParse(message);
    if (!parsed.success) return;
    // The training at hand may be among them, and has been cancelled.
    const forgotten = assignments.idle().then(() => forgetTrainings(trainings.trainings, parsed.data));
    forgotten.catch((error: unknown) => log.warn({ err: error }, "what was kept of trainings could not be removed"));
  });

  /** Socket.IO reconnects by itself after network failures only. */
  function reconnectAfter(milliseconds: number): void {
    pause = setTimeout(() => socket.connect(), milliseconds);
  }

  socket.connect();
  return {
    async close() {
      closed = true;
      clearTimeout(pause);
      assignments.cancelAll();
      socket.disconnect();
      await Promise.all([assignments.idle(), warming]);
    },
  };
}

/** A task that cannot be read fails soon. */
function laneOfTask(task: unknown): string {
  const parsed = Task.safeParse(task);
  return parsed.success ? laneOf(parsed.data) : "short";
}
