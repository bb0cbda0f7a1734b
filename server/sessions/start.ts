import { randomBytes } from "node:crypto";
import { type Person, Session } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import { type PersonId, SessionId } from "../../protocol/ids";
import { record } from "../events/record";
import type { House } from "../house";

/** Starts a session with this person as its first member. */
export async function startSession(house: House, person: Person): Promise<Session> {
  const id = SessionId.parse(randomBytes(16).toString("base64url"));
  const row = await house.database.prisma.session.create({ data: { id, name: "Untitled session" } });
  const session = toSession(row);
  await record(house, id, { type: "session-started", by: person.id }, async (transaction) => {
    await transaction.membership.create({ data: { sessionId: id, personId: person.id } });
    return [
      { noun: "session", row: session },
      { noun: "person", row: person },
    ];
  });
  return session;
}

/** Makes a person a member: whoever has the address is invited. Throws session_not_found. */
export async function joinSession(house: House, id: SessionId, person: Person): Promise<void> {
  const key = { sessionId: id, personId: person.id };
  const found = await house.database.prisma.membership.findUnique({ where: { sessionId_personId: key } });
  if (found) return;
  await record(house, id, { type: "person-joined", by: person.id }, async (transaction) => {
    const { count } = await transaction.membership.createMany({ data: [key], skipDuplicates: true });
    return count === 0 ? [] : [{ noun: "person", row: person }];
  });
}

/** Parses an address' session id and makes sure it exists. Throws session_not_found. */
export async function findSession(house: House, address: string): Promise<SessionId> {
  const id = SessionId.safeParse(address);
  if (!id.success) throw new Problem("session_not_found");
  const row = await house.database.prisma.session.findUnique({ where: { id: id.data }, select: { id: true } });
  if (!row) throw new Problem("session_not_found");
  return id.data;
}

export async function renameSession(house: House, id: SessionId, by: PersonId, name: string): Promise<void> {
  await record(house, id, { type: "session-renamed", by }, async (transaction) => [
    { noun: "session", row: toSession(await transaction.session.update({ where: { id }, data: { name } })) },
  ]);
}

export function toSession(row: { id: string; name: string; createdAt: Date }): Session {
  return Session.parse({ id: row.id, name: row.name, at: row.createdAt.toISOString() });
}
