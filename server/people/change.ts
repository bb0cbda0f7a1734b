import { Person } from "../../protocol/entities";
import type { PersonId, SessionId } from "../../protocol/ids";
import type { RequestBody } from "../../protocol/requests";
import { recordEverywhere } from "../events/record";
import type { House } from "../house";

/** Changes a person's name or colour, told in every session they belong to. */
export async function changePerson(house: House, id: PersonId, change: RequestBody<"changePerson">): Promise<void> {
  const memberships = await house.database.prisma.membership.findMany({ where: { personId: id } });
  const sessions = memberships.map(({ sessionId }) => sessionId as SessionId);
  await recordEverywhere(house, sessions, { type: "person-changed", by: id }, async (transaction) => [
    { noun: "person", row: Person.parse(await transaction.person.update({ where: { id }, data: change })) },
  ]);
}
