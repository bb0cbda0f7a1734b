import { Problem } from "../../protocol/errors";
import { type Change, SessionEvent } from "../../protocol/events";
import type { PersonId, SessionId } from "../../protocol/ids";
import type { Prisma } from "../database/generated/client";
import type { House } from "../house";

export type Transaction = Prisma.TransactionClient;

interface What {
  readonly type: SessionEvent["type"];
  readonly by: PersonId | null;
}

/**
 * Does a piece of work and writes the event that tells of it, in one transaction; then tells everybody.
 *
 * The session's row is locked first, so events are numbered in the order in which they become true. Work that
 * returns no changes leaves no event. Throws session_not_found where there is no such session.
 */
export async function record(
  house: House,
  sessionId: SessionId,
  what: What,
  work: (transaction: Transaction) => Promise<Change[]>,
): Promise<SessionEvent | null> {
  const event = await house.database.prisma.$transaction(async (transaction) => {
    const sequence = await lockSession(transaction, sessionId);
    return writeEvent(transaction, sessionId, sequence, what, await work(transaction));
  });
  if (event) house.audience.tell(sessionId, event);
  return event;
}

/** The same for a fact that several sessions must hear: in all of them or in none. */
export async function recordEverywhere(
  house: House,
  sessionIds: readonly SessionId[],
  what: What,
  work: (transaction: Transaction) => Promise<Change[]>,
): Promise<void> {
  const told = await house.database.prisma.$transaction(async (transaction) => {
    // Always in the same order, so that two of these never wait for one another.
    const locked: [SessionId, number][] = [];
    for (const id of [...sessionIds].sort()) locked.push([id, await lockSession(transaction, id)]);
    const changes = await work(transaction);
    const events: [SessionId, SessionEvent | null][] = [];
    for (const [id, sequence] of locked) events.push([id, await writeEvent(transaction, id, sequence, what, changes)]);
    return events;
  });
  for (const [sessionId, event] of told) if (event) house.audience.tell(sessionId, event);
}

async function lockSession(transaction: Transaction, id: SessionId): Promise<number> {
  const [session] = await transaction.$queryRaw<{ sequence: number }[]>`
    SELECT sequence FROM sessions WHERE id = ${id} FOR UPDATE`;
  if (!session) throw new Problem("session_not_found");
  return session.sequence;
}

async function writeEvent(
  transaction: Transaction,
  sessionId: SessionId,
  last: number,
  what: What,
  changes: Change[],
): Promise<SessionEvent | null> {
  if (changes.length === 0) return null;
  const sequence = last + 1;
  await transaction.session.update({ where: { id: sessionId }, data: { sequence }, select: { id: true } });
  const row = await transaction.event.create({
    data: { sessionId, sequence, type: what.type, personId: what.by, changes: changes as Prisma.InputJsonValue },
  });
  return SessionEvent.parse({ ...what, sequence, at: row.createdAt.toISOString(), changes });
}
