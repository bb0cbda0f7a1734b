import { Problem } from "../../protocol/errors";
import { type Change, SessionEvent } from "../../protocol/events";
import type { PersonId, SessionId } from "../../protocol/ids";
import type { Prisma } from "../database/generated/client";
import type { House } from "../house";

export type Transaction = Prisma.TransactionClient;

/**
 * Does a piece of work and writes the event that tells of it, in one transaction; then tells everybody.
 *
 * The session's row is locked first, so events are numbered in the order in which they become true. Work that
 * returns no changes leaves no event. Throws session_not_found where there is no such session.
 */
export async function record(
  house: House,
  sessionId: SessionId,
  what: { readonly type: SessionEvent["type"]; readonly by: PersonId | null },
  work: (transaction: Transaction) => Promise<Change[]>,
): Promise<SessionEvent | null> {
  const event = await house.database.prisma.$transaction(async (transaction) => {
    const [session] = await transaction.$queryRaw<{ sequence: number }[]>`
      SELECT sequence FROM sessions WHERE id = ${sessionId} FOR UPDATE`;
    if (!session) throw new Problem("session_not_found");
    const changes = await work(transaction);
    if (changes.length === 0) return null;
    const sequence = session.sequence + 1;
    await transaction.session.update({ where: { id: sessionId }, data: { sequence }, select: { id: true } });
    const row = await transaction.event.create({
      data: { sessionId, sequence, type: what.type, personId: what.by, changes: changes as Prisma.InputJsonValue },
    });
    return SessionEvent.parse({ ...what, sequence, at: row.createdAt.toISOString(), changes });
  });
  if (event) house.audience.tell(sessionId, event);
  return event;
}
