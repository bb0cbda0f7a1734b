import { Problem } from "../../protocol/errors";
import type { Change } from "../../protocol/events";
import type { SessionId } from "../../protocol/ids";
import { laneOf } from "../../protocol/jobs";
import type { Prisma } from "../database/generated/client";
import type { Transaction } from "../events/record";
import type { House } from "../house";
import { toJob } from "./rows";

/** More waiting jobs than this in one session are refused. */
const mostWaiting = 200;

export type NewJob = Omit<Prisma.JobUncheckedCreateInput, "state" | "attempt" | "losses">;

/**
 * Puts a job into its session's rows, inside the caller's transaction, which holds the session's lock.
 *
 * The same work is the same row: while it waits, runs or is done, nothing changes; after it failed, was cancelled
 * or paused, it is queued again. Other unfinished jobs of the same control are cancelled: the newest wins.
 */
export async function queueJob(transaction: Transaction, job: NewJob, most = mostWaiting): Promise<Change[]> {
  const superseded = await cancelUnfinished(transaction, { control: job.control, id: { not: job.id } });
  const existing = await transaction.job.findUnique({ where: { id: job.id } });
  const goesOn = existing?.state === "failed" || existing?.state === "cancelled" || existing?.state === "paused";
  if (existing && !goesOn) return superseded;
  const waiting = await transaction.job.count({ where: { sessionId: job.sessionId, state: "queued" } });
  if (waiting >= most) throw new Problem("too_many_jobs");
  const row = existing
    ? await transaction.job.update({ where: { id: job.id }, data: requeued(existing.attempt, job) })
    : await transaction.job.create({ data: job });
  return [...superseded, { noun: "job", row: toJob(row) }];
}

function requeued(attempt: number, job: NewJob): Prisma.JobUncheckedUpdateInput {
  return {
    personId: job.personId,
    control: job.control,
    state: "queued",
    attempt: attempt + 1,
    losses: 0,
    ending: false,
    errorCode: null,
    errorMessage: null,
    startedAt: null,
    finishedAt: null,
  };
}

/** Cancels these jobs as far as they wait or run, inside the caller's transaction. */
export async function cancelUnfinished(transaction: Transaction, which: Prisma.JobWhereInput): Promise<Change[]> {
  const rows = await transaction.job.updateManyAndReturn({
    where: { state: { in: ["queued", "running"] }, ...which },
    data: { state: "cancelled", finishedAt: new Date() },
  });
  return rows.map((row) => ({ noun: "job", row: toJob(row) }));
}

/** After the transaction: hands what was queued to the queue, and stops what was cancelled on its worker. */
export async function dispatchChanges(house: House, sessionId: SessionId, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.noun !== "job") continue;
    if (change.row.state === "queued") await house.queue.add({ ...change.row, lane: laneOf(change.row) });
    if (change.row.state === "cancelled" || change.row.state === "paused")
      house.workers.cancel(change.row.id, change.row.attempt);
    if (change.row.state === "cancelled") house.frames.forget(sessionId, change.row.id);
  }
}
