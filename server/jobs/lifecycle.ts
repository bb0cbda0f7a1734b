import { Problem, type ProblemReport } from "../../protocol/errors";
import type { Outcome } from "../../protocol/events";
import type { JobId, PersonId, SessionId, Sha256 } from "../../protocol/ids";
import type { TaskResult } from "../../protocol/jobs";
import type { Job as JobRow } from "../database/generated/client";
import { record, type Transaction } from "../events/record";
import type { House } from "../house";
import { dispatch } from "../queue/dispatch";
import { again, begun, failed, mostLosses, openStates } from "../queue/transitions";
import { dropBlob } from "../storage/keep";
import { storeEmbed } from "./embed";
import { storeGenerate } from "./generate";
import { cancelUnfinished, queueJob } from "./queueing";
import { toJob } from "./rows";

/** queued -> running. Returns the row as it now is, or null where the job is not waiting any more. */
export async function beginAttempt(house: House, row: JobRow): Promise<JobRow | null> {
  return move(house, row, ["queued"], "job-started", begun());
}

/** running -> queued, after its worker died; -> failed after the third time without a state noted between. */
export async function loseAttempt(house: House, row: JobRow): Promise<JobRow | null> {
  // As it now is: a state that was noted meanwhile has forgiven what was lost before.
  const now = await house.database.prisma.job.findUnique({ where: { id: row.id }, select: { losses: true } });
  const losses = (now ?? row).losses + 1;
  if (losses >= mostLosses) return failJob(house, row, new Problem("worker_lost").report(), losses);
  return move(house, row, ["running"], "job-queued", again(row.attempt, losses));
}

/** running -> queued after the server itself was restarted, which is not the job's fault. */
export async function resumeAttempt(house: House, row: JobRow): Promise<JobRow | null> {
  return move(house, row, ["running"], "job-queued", again(row.attempt, row.losses));
}

/** running -> failed. */
export async function failJob(
  house: House,
  row: JobRow,
  error: ProblemReport,
  losses = row.losses,
): Promise<JobRow | null> {
  return move(house, row, ["running"], "job-failed", { ...failed(error), losses });
}

/** How an attempt ended, told by its worker. An attempt that is no longer the running one changes nothing. */
export async function endAttempt(house: House, row: JobRow, outcome: Outcome): Promise<void> {
  if (outcome.state === "failed") await failJob(house, row, outcome.problem);
  if (outcome.state === "done") await completeJob(house, row, outcome.result);
  // A worker that was told to cancel was told so by the row, which already says cancelled; one that stopped by
  // itself has been lost.
  if (outcome.state === "cancelled") await loseAttempt(house, row);
}

async function completeJob(house: House, row: JobRow, result: TaskResult): Promise<void> {
  const sessionId = row.sessionId as SessionId;
  let kept: string | null = null;
  const event = await record(
    house,
    sessionId,
    { type: "job-done", by: row.personId as PersonId },
    async (transaction) => {
      if (!(await isStill(transaction, row, ["running"]))) return [];
      // Read again: it was noted while this ran.
      kept = (await transaction.job.findUnique({ where: { id: row.id } }))?.stateSha256 ?? null;
      // Done before what follows from it is queued: that is of the same control, and cancels what still runs there.
      await transaction.job.update({ where: { id: row.id }, data: { state: "done", finishedAt: new Date() } });
      const stored = await storeResult(house, transaction, row, result);
      const done = await transaction.job.update({
        where: { id: row.id },
        data: { revisionId: stored.revisionId, stateSha256: null },
      });
      return [{ noun: "job", row: toJob(done) }, ...stored.changes];
    },
  );
  await dispatch(house, sessionId, event?.changes ?? []);
  if (event && kept) await dropBlob(house, kept as Sha256);
}

function storeResult(house: House, transaction: Transaction, row: JobRow, result: TaskResult) {
  switch (result.kind) {
    case "embed":
      return storeEmbed(house, transaction, row, result);
    case "generate":
      return storeGenerate(house, transaction, row, result);
    case "train":
      throw new Problem("compute_failed", "a job on a picture came back as a training");
  }
}

/** Stops a waiting, running or paused job; what was stored before stays. Throws not_found, job_finished. */
export async function cancelJob(house: House, sessionId: SessionId, by: PersonId, id: JobId): Promise<void> {
  const event = await record(house, sessionId, { type: "job-cancelled", by }, async (transaction) => {
    const row = await findJob(transaction, sessionId, id);
    if (!openStates.some((state) => state === row.state)) throw new Problem("job_finished");
    return cancelUnfinished(transaction, { id: row.id, state: { in: openStates } });
  });
  await dispatch(house, sessionId, event?.changes ?? []);
}

/** Queues a failed, cancelled or paused job again; a descent goes on from where it was. Throws not_found. */
export async function retryJob(house: House, sessionId: SessionId, by: PersonId, id: JobId): Promise<{ jobId: JobId }> {
  const event = await record(house, sessionId, { type: "job-queued", by }, async (transaction) => {
    const { state, attempt, losses, ending, crop, method, ...row } = await findJob(transaction, sessionId, id);
    return queueJob(transaction, { ...row, crop: crop ?? undefined, method: method ?? undefined, personId: by });
  });
  await dispatch(house, sessionId, event?.changes ?? []);
  return { jobId: id };
}

export async function findJob(transaction: Transaction, sessionId: SessionId, id: JobId): Promise<JobRow> {
  const row = await transaction.job.findFirst({ where: { id, sessionId, picture: { removedAt: null } } });
  if (!row) throw new Problem("not_found", "job");
  return row;
}

async function move(
  house: House,
  row: JobRow,
  from: readonly JobRow["state"][],
  type: "job-started" | "job-queued" | "job-failed",
  data: Parameters<Transaction["job"]["update"]>[0]["data"],
): Promise<JobRow | null> {
  let moved: JobRow | null = null;
  await record(house, row.sessionId as SessionId, { type, by: row.personId as PersonId }, async (transaction) => {
    if (!(await isStill(transaction, row, from))) return [];
    moved = await transaction.job.update({ where: { id: row.id }, data });
    return [{ noun: "job", row: toJob(moved) }];
  });
  return moved;
}

async function isStill(transaction: Transaction, row: JobRow, states: readonly JobRow["state"][]): Promise<boolean> {
  const now = await transaction.job.findUnique({ where: { id: row.id }, select: { state: true, attempt: true } });
  return now !== null && now.attempt === row.attempt && states.includes(now.state);
}
