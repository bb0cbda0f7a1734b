import { Person } from "../../protocol/entities";
import type { PersonId, SessionId } from "../../protocol/ids";
import type { RequestBody } from "../../protocol/requests";
import { record } from "../events/record";
import type { House } from "../house";

/** Changes a person's name or colour, told in every session they belong to. */
export async function changePerson(house: House, id: PersonId, change: RequestBody<"changePerson">): Promise<void> {
  const row = await house.database.prisma.person.update({ where: { id }, data: change });
  const person = Person.parse(row);
  const memberships = await house.database.prisma.membership.findMany({ where: { personId: id } });
  for (const { sessionId } of memberships) {
    await record(house, sessionId as SessionId, { type: "person-changed", by: id }, async () => [
      { noun: "person", row: person },
    ]);
  }
}
