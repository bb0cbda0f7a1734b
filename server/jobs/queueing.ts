import { Problem } from "../../protocol/errors";
import type { Change } from "../../protocol/events";
import type { Prisma } from "../database/generated/client";
import type { Transaction } from "../events/record";
import { anew, cancelled } from "../queue/transitions";
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
    ? await transaction.job.update({
        where: { id: job.id },
        data: { ...anew(existing.attempt), personId: job.personId, control: job.control },
      })
    : await transaction.job.create({ data: job });
  return [...superseded, { noun: "job", row: toJob(row) }];
}

/** Cancels these jobs as far as they wait or run, inside the caller's transaction. */
export async function cancelUnfinished(transaction: Transaction, which: Prisma.JobWhereInput): Promise<Change[]> {
  const rows = await transaction.job.updateManyAndReturn({
    where: { state: { in: ["queued", "running"] }, ...which },
    data: cancelled(),
  });
  return rows.map((row) => ({ noun: "job", row: toJob(row) }));
}
