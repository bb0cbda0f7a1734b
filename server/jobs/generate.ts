import { randomInt, randomUUID } from "node:crypto";
import { Problem } from "../../protocol/errors";
import type { Change } from "../../protocol/events";
import type { JobId, PersonId, PictureId, RevisionId, SeedId, SessionId } from "../../protocol/ids";
import type { GenerateResult } from "../../protocol/jobs";
import type { RequestBody } from "../../protocol/requests";
import type { Job as JobRow, Seed as SeedRow } from "../database/generated/client";
import { record, type Transaction } from "../events/record";
import type { House } from "../house";
import { findDenoiser } from "../models/models";
import { toPicture } from "../pictures/rows";
import { dispatch } from "../queue/dispatch";
import { toRevision } from "../revisions/rows";
import { toSeed } from "../seeds/rows";
import { keepBlob } from "../storage/keep";
import { identifyJob } from "./identity";
import { type NewJob, queueJob } from "./queueing";

/** Asks for the picture of a stored seed, with as many steps as wished. */
export async function requestGenerate(
  house: House,
  sessionId: SessionId,
  by: PersonId,
  asked: RequestBody<"generate">,
): Promise<{ jobId: JobId }> {
  const seed = await house.database.prisma.seed.findFirst({
    where: { id: asked.seedId, sessionId, picture: { removedAt: null } },
  });
  if (!seed) throw new Problem("not_found", "seed");
  const origin = await house.database.prisma.revision.findFirst({
    where: { seedId: seed.id, kind: { in: ["embed", "seed"] } },
  });
  if (!origin) throw new Problem("not_found", "the seed's revision");
  const job = await generateJob(house, { sessionId, by, seed, parentId: origin.id, asked });
  const event = await record(house, sessionId, { type: "job-queued", by }, (transaction) =>
    queueJob(transaction, { ...job, targetSha256: origin.targetSha256 }),
  );
  await dispatch(house, sessionId, event?.changes ?? []);
  return { jobId: job.id as JobId };
}

/**
 * Draws a random seed: a new picture whose history begins with it, and the generation from it. The same number
 * and model in the same session is the same seed, and is not drawn twice.
 */
export async function requestNewSeed(
  house: House,
  sessionId: SessionId,
  by: PersonId,
  asked: RequestBody<"newSeed">,
): Promise<{ jobId: JobId; pictureId: PictureId }> {
  const model = await findDenoiser(house, sessionId, asked.modelId);
  const number = asked.number ?? randomInt(0x100000000);
  let job: NewJob | undefined;
  const event = await record(house, sessionId, { type: "seed-drawn", by }, async (transaction) => {
    const known = await transaction.seed.findFirst({
      where: { sessionId, origin: "random", number, modelId: model.id, picture: { removedAt: null } },
      include: { revisions: { where: { kind: "seed" } } },
    });
    const root = known?.revisions[0];
    const drawn = known && root ? { seed: known, rootId: root.id, changes: [] } : await plant();
    job = await generateJob(house, { sessionId, by, seed: drawn.seed, parentId: drawn.rootId, asked });
    return [...drawn.changes, ...(await queueJob(transaction, job))];

    async function plant(): Promise<{ seed: SeedRow; rootId: string; changes: Change[] }> {
      const owned = { sessionId, personId: by };
      const side = model.size;
      const picture = await transaction.picture.create({
        data: { ...owned, id: randomUUID(), origin: "seed", name: `Seed ${number}`, width: side, height: side },
      });
      const seed = await transaction.seed.create({
        data: {
          ...owned,
          id: randomUUID(),
          pictureId: picture.id,
          modelId: model.id,
          origin: "random",
          number,
          channels: model.channels,
          size: side,
        },
      });
      const revision = await transaction.revision.create({
        data: { ...owned, id: randomUUID(), pictureId: picture.id, kind: "seed", seedId: seed.id, modelId: model.id },
      });
      const changes: Change[] = [
        { noun: "picture", row: toPicture(picture) },
        { noun: "seed", row: toSeed(seed) },
        { noun: "revision", row: toRevision(revision) },
      ];
      return { seed, rootId: revision.id, changes };
    }
  });
  if (!job) throw new Error("The transaction ended without a job.");
  await dispatch(house, sessionId, event?.changes ?? []);
  return { jobId: job.id as JobId, pictureId: job.pictureId as PictureId };
}

async function generateJob(
  house: House,
  what: {
    readonly sessionId: SessionId;
    readonly by: PersonId;
    readonly seed: SeedRow;
    readonly parentId: string;
    readonly asked: {
      readonly modelId?: RequestBody<"newSeed">["modelId"];
      readonly steps: number;
      readonly realism?: number;
    };
  },
): Promise<NewJob> {
  const { sessionId, by, seed, parentId, asked } = what;
  const model = await findDenoiser(house, sessionId, asked.modelId ?? toSeed(seed).modelId);
  if (model.channels !== seed.channels || model.size !== seed.size) throw new Problem("seed_does_not_fit");
  return {
    id: identifyJob(sessionId, {
      kind: "generate",
      parentId: parentId as RevisionId,
      fingerprint: model.fingerprint,
      seedId: seed.id as SeedId,
      realism: asked.realism ?? 0,
      steps: asked.steps,
    }),
    sessionId,
    personId: by,
    kind: "generate",
    control: `generate ${seed.id} ${by}`,
    pictureId: seed.pictureId,
    parentId,
    modelId: model.id,
    seedId: seed.id,
    realism: asked.realism ?? 0,
    steps: asked.steps,
  };
}

/** Stores a generated picture as a revision; of a random seed, also the tensor that was drawn. */
export async function storeGenerate(
  house: House,
  transaction: Transaction,
  job: JobRow,
  result: GenerateResult,
): Promise<{ changes: Change[]; revisionId: string }> {
  const changes: Change[] = [];
  if (result.drawn && job.seedId) {
    const { drawn } = result;
    await keepBlob(house, transaction, drawn.tensor, "application/octet-stream");
    await keepBlob(house, transaction, drawn.preview, "image/png");
    const seed = await transaction.seed.update({
      where: { id: job.seedId },
      data: { statistics: drawn.statistics, tensorSha256: drawn.tensor, previewSha256: drawn.preview },
    });
    changes.push({ noun: "seed", row: toSeed(seed) });
  }
  await keepBlob(house, transaction, result.image, "image/png");
  await keepBlob(house, transaction, result.trajectory, "image/webp");
  const revision = await transaction.revision.create({
    data: {
      id: randomUUID(),
      sessionId: job.sessionId,
      pictureId: job.pictureId,
      parentId: job.parentId,
      personId: job.personId,
      kind: "generate",
      seedId: job.seedId,
      modelId: job.modelId,
      jobId: job.id,
      steps: job.steps,
      realism: job.realism,
      milliseconds: result.milliseconds,
      metrics: result.metrics ?? undefined,
      targetSha256: job.targetSha256,
      imageSha256: result.image,
      trajectorySha256: result.trajectory,
    },
  });
  changes.push({ noun: "revision", row: toRevision(revision) });
  return { changes, revisionId: revision.id };
}
