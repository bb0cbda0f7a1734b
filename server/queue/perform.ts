import { Problem } from "../../protocol/errors";
import type { Outcome } from "../../protocol/events";
import type { JobId, ModelId, SessionId } from "../../protocol/ids";
import type { Job as JobRow } from "../database/generated/client";
import type { House } from "../house";
import { finishJob, loseJob, resumeJob, startJob } from "../jobs/lifecycle";
import { describeTask } from "../jobs/task";
import type { Desk } from "../workers/pool";
import { patiently } from "./patience";

/** How often rows that wait are compared with the queue, in milliseconds. */
const sweepInterval = 5000;

/** Runs a job from the queue until its row says that it has ended. */
async function perform(house: House, jobId: string): Promise<void> {
  let row = await findRow(house, jobId);
  // A row that says running, in the hands of nobody, was left by a server that died.
  if (row?.state === "running") row = await resumeJob(house, row);
  while (row?.state === "queued") {
    await attempt(house, row);
    row = await findRow(house, jobId);
  }
}

async function attempt(house: House, waiting: JobRow): Promise<void> {
  const job = { jobId: waiting.id as JobId, attempt: waiting.attempt };
  const sessionId = waiting.sessionId as SessionId;
  const desk = await house.workers.free(waiting.modelId as ModelId, async () => {
    const row = await findRow(house, waiting.id);
    return row?.state === "queued" && row.attempt === waiting.attempt;
  });
  if (!desk) return;
  try {
    const running = await patiently(house, () => startJob(house, waiting));
    if (!running) return;
    house.frames.begin(sessionId, job.jobId, job.attempt);
    const outcome = await compute(house, desk, waiting);
    await patiently(house, async () => {
      if (outcome === "lost") await loseJob(house, running);
      else await finishJob(house, running, outcome);
    });
    desk.acknowledge();
  } finally {
    house.frames.forget(sessionId, job.jobId);
    desk.leave();
  }
}

async function compute(house: House, desk: Desk, row: JobRow): Promise<Outcome | "lost"> {
  try {
    const task = await patiently(house, () => describeTask(house, row));
    return await desk.run({ jobId: row.id as JobId, attempt: row.attempt, task });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { state: "failed", problem: error.report() };
  }
}

function findRow(house: House, id: string): Promise<JobRow | null> {
  return patiently(house, () => house.database.prisma.job.findUnique({ where: { id } }));
}

/** Takes jobs from the queue, and keeps every unfinished row in it, whatever died between a row and its queueing. */
export function serveQueue(house: House): { stop(): void } {
  const performing = new Set<string>();
  house.queue.take(async (jobId) => {
    if (performing.has(jobId)) return;
    performing.add(jobId);
    try {
      await perform(house, jobId);
    } finally {
      performing.delete(jobId);
    }
  });
  const timer = setInterval(sweep, sweepInterval);
  sweep();
  return { stop: () => clearInterval(timer) };

  function sweep(): void {
    queueAll().catch((error: Error) => house.log.warn({ error: error.message }, "the queue could not be swept"));
  }

  async function queueAll(): Promise<void> {
    const rows = await house.database.prisma.job.findMany({
      where: { state: { in: ["queued", "running"] } },
      select: { id: true, kind: true },
    });
    for (const row of rows) if (!performing.has(row.id)) await house.queue.add({ id: row.id as JobId, kind: row.kind });
  }
}
