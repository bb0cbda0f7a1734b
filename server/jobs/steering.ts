import type { EmbedMethod } from "../../protocol/embedding";
import { Problem } from "../../protocol/errors";
import type { Change } from "../../protocol/events";
import type { JobId, PersonId, SessionId, Sha256 } from "../../protocol/ids";
import { isIterative } from "../../protocol/methods";
import type { Job as JobRow } from "../database/generated/client";
import { record, type Transaction } from "../events/record";
import type { House } from "../house";
import { dispatch } from "../queue/dispatch";
import { dropBlob, keepBlob } from "../storage/keep";
import { findJob } from "./lifecycle";
import { toJob } from "./rows";

/** Stops a descent so that it can go on from its last noted state. Throws not_found, job_finished, job_not_pausable. */
export async function pauseJob(house: House, sessionId: SessionId, by: PersonId, id: JobId): Promise<void> {
  const event = await record(house, sessionId, { type: "job-paused", by }, async (transaction) => {
    const row = await findDescent(transaction, sessionId, id, ["queued", "running"]);
    return [await change(transaction, row, { state: "paused" })];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
}

/**
 * Ends a descent with the best seed so far: at once where it runs, and from its last noted state where it waits or is
 * paused. Throws not_found, job_finished, job_not_pausable.
 */
export async function finishJob(house: House, sessionId: SessionId, by: PersonId, id: JobId): Promise<void> {
  let running: JobRow | undefined;
  const event = await record(house, sessionId, { type: "job-queued", by }, async (transaction) => {
    const row = await findDescent(transaction, sessionId, id, ["queued", "running", "paused"]);
    if (row.state === "running") running = row;
    const paused = row.state === "paused" && { state: "queued" as const, attempt: row.attempt + 1, startedAt: null };
    return [await change(transaction, row, { ...paused, ending: true })];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
  if (running) house.workers.enough(running.id as JobId, running.attempt);
}

/** Stores what a descent can go on from. Answers false where that attempt is nobody's any more. */
export async function noteState(house: House, id: JobId, attempt: number, state: Sha256): Promise<boolean> {
  const before = await house.database.prisma.$transaction(async (transaction) => {
    await keepBlob(house, transaction, state, "application/octet-stream");
    // One that was paused a moment ago tells its last state.
    const where = { id, attempt, state: { in: ["running" as const, "paused" as const] } };
    const row = await transaction.job.findFirst({ where, select: { stateSha256: true } });
    if (row) await transaction.job.update({ where: { id }, data: { stateSha256: state, losses: 0 } });
    return row;
  });
  const obsolete = before ? before.stateSha256 : state;
  if (obsolete && (!before || obsolete !== state)) await dropBlob(house, obsolete as Sha256);
  return before !== null;
}

async function findDescent(
  transaction: Transaction,
  sessionId: SessionId,
  id: JobId,
  states: readonly JobRow["state"][],
): Promise<JobRow> {
  const row = await findJob(transaction, sessionId, id);
  if (row.kind !== "embed" || !isIterative(row.method as EmbedMethod)) throw new Problem("job_not_pausable");
  if (!states.includes(row.state)) throw new Problem("job_finished");
  return row;
}

async function change(
  transaction: Transaction,
  { id }: JobRow,
  data: Parameters<Transaction["job"]["update"]>[0]["data"],
): Promise<Change> {
  return { noun: "job", row: toJob(await transaction.job.update({ where: { id }, data })) };
}
