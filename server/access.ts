import { Problem } from "../protocol/errors";
import type { PersonId, SessionId } from "../protocol/ids";
import type { House } from "./house";

/** Everything that can be asked of a session, by anybody. */
export type Action =
  | "see the session"
  | "rename the session"
  | "add a picture"
  | "remove a picture"
  | "find a seed"
  | "draw a seed"
  | "generate"
  | "cancel a job"
  | "retry a job"
  | "steer a job"
  | "add pictures to learn from"
  | "remove pictures to learn from"
  | "see the server's data sets"
  | "train a model"
  | "steer a training"
  | "download";

type Standing = "member" | "stranger";

/** Members do everything; strangers nothing. Roles will refine this table. */
const policy: Record<Action, readonly Standing[]> = {
  "see the session": ["member"],
  "rename the session": ["member"],
  "add a picture": ["member"],
  "remove a picture": ["member"],
  "find a seed": ["member"],
  "draw a seed": ["member"],
  generate: ["member"],
  "cancel a job": ["member"],
  "retry a job": ["member"],
  "steer a job": ["member"],
  "add pictures to learn from": ["member"],
  "remove pictures to learn from": ["member"],
  "see the server's data sets": ["member"],
  "train a model": ["member"],
  "steer a training": ["member"],
  download: ["member"],
};

/** Throws not_a_member unless this person may do this in this session; every route and event asks here. */
export async function demand(house: House, person: PersonId, action: Action, session: SessionId): Promise<void> {
  const membership = await house.database.prisma.membership.findUnique({
    where: { sessionId_personId: { sessionId: session, personId: person } },
    select: { personId: true },
  });
  const standing: Standing = membership ? "member" : "stranger";
  if (!policy[action].includes(standing)) throw new Problem("not_a_member");
}
