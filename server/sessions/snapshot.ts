import { Person } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { Snapshot } from "../../protocol/events";
import type { SessionId } from "../../protocol/ids";
import type { House } from "../house";
import { toJob } from "../jobs/rows";
import { toTrainedModel } from "../models/models";
import { toPicture } from "../pictures/rows";
import { toRevision } from "../revisions/rows";
import { toSeed } from "../seeds/rows";
import { toDataset, toTraining } from "../trainings/rows";
import { toSession } from "./start";

/** All of a session at one moment; equal to the fold of its events up to `sequence`. */
export async function takeSnapshot(house: House, sessionId: SessionId): Promise<Snapshot> {
  const inSession = { where: { sessionId }, orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] };
  return house.database.prisma.$transaction(
    async (transaction) => {
      const session = await transaction.session.findUnique({ where: { id: sessionId } });
      if (!session) throw new Problem("session_not_found");
      const memberships = await transaction.membership.findMany({
        where: { sessionId },
        include: { person: true },
        orderBy: { createdAt: "asc" },
      });
      return {
        sequence: session.sequence,
        session: toSession(session),
        people: memberships.map(({ person }) => Person.parse(person)),
        pictures: (await transaction.picture.findMany(inSession)).map(toPicture),
        seeds: (await transaction.seed.findMany(inSession)).map(toSeed),
        revisions: (await transaction.revision.findMany(inSession)).map(toRevision),
        jobs: (await transaction.job.findMany(inSession)).map(toJob),
        datasets: (await transaction.dataset.findMany({ ...inSession, include: { zip: true } })).map(toDataset),
        trainings: (await transaction.training.findMany(inSession)).map(toTraining),
        models: (await transaction.model.findMany({ where: { sessionId } })).map(toTrainedModel),
      };
    },
    { isolationLevel: "RepeatableRead" },
  );
}
