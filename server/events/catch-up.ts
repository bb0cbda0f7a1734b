import { type CatchUp, SessionEvent } from "../../protocol/events";
import type { SessionId } from "../../protocol/ids";
import type { House } from "../house";
import { takeSnapshot } from "../sessions/snapshot";

/** Someone further behind than this gets a snapshot, which is then the shorter message. */
const longestCatchUp = 200;

/** What a client has missed since event `after`: the events, or all of the session where that is shorter. */
export async function catchUp(house: House, sessionId: SessionId, after: number | undefined): Promise<CatchUp> {
  if (after !== undefined) {
    const events = await eventsAfter(house, sessionId, after, longestCatchUp + 1);
    const newest = events.at(-1)?.sequence ?? after;
    const known = await house.database.prisma.session.findUnique({ where: { id: sessionId } });
    const fits = known !== null && after <= known.sequence && newest >= after;
    if (fits && events.length <= longestCatchUp) return { events };
  }
  return { snapshot: await takeSnapshot(house, sessionId) };
}

/** The events after a sequence number, in order. */
export async function eventsAfter(
  house: House,
  sessionId: SessionId,
  after: number,
  most = longestCatchUp,
): Promise<SessionEvent[]> {
  const rows = await house.database.prisma.event.findMany({
    where: { sessionId, sequence: { gt: after } },
    orderBy: { sequence: "asc" },
    take: most,
  });
  return rows.map((row) => SessionEvent.parse({ ...row, by: row.personId, at: row.createdAt.toISOString() }));
}
