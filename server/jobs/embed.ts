import { randomUUID } from "node:crypto";
import type { EmbedMethod } from "../../protocol/embedding";
import type { Crop, SeedOrigin } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { Change } from "../../protocol/events";
import type { JobId, PersonId, RevisionId, SeedId, SessionId, Sha256 } from "../../protocol/ids";
import type { EmbedResult, StoredSeed } from "../../protocol/jobs";
import { isIterative } from "../../protocol/methods";
import type { RequestBody } from "../../protocol/requests";
import type { Job as JobRow, Model as ModelRow } from "../database/generated/client";
import { record, type Transaction } from "../events/record";
import type { House } from "../house";
import { findDenoiser, findModel } from "../models/models";
import { findPicture } from "../pictures/find";
import { toPicture } from "../pictures/rows";
import { cutTarget } from "../pictures/target";
import { dispatch } from "../queue/dispatch";
import { toRevision } from "../revisions/rows";
import { toSeed } from "../seeds/rows";
import { keepBlob } from "../storage/keep";
import { identifyJob } from "./identity";
import { type NewJob, queueJob } from "./queueing";

export interface EmbedSettings {
  readonly method: EmbedMethod;
  /** Of a refinement: the seed it begins with. */
  readonly startSeedId?: SeedId;
  readonly steps: number;
}

/** Asks for the seed of a picture. Returns the job, which may be one that already ran. */
export async function requestEmbed(
  house: House,
  sessionId: SessionId,
  by: PersonId,
  asked: RequestBody<"embed">,
): Promise<{ jobId: JobId }> {
  const picture = await findPicture(house, sessionId, asked.pictureId);
  const root = await house.database.prisma.revision.findFirst({
    where: { pictureId: picture.id, kind: "upload" },
  });
  if (!root) throw new Problem("bad_request", "a picture that began as a seed has its seed already");
  const crop = asked.crop ?? (picture.crop as Crop | null);
  if (!crop) throw new Problem("bad_request", "the picture has no crop");
  const model = await findDenoiser(house, sessionId, asked.modelId);
  await expectUsable(house, sessionId, asked, model);
  const target = await cutTarget(house, picture, crop, model.size);
  const job = embedJob({ sessionId, by, picture, rootId: root.id as RevisionId, model, crop, target, settings: asked });
  const event = await record(house, sessionId, { type: "job-queued", by }, async (transaction) => {
    const moved = asked.crop && !sameCrop(asked.crop, picture.crop as Crop | null);
    const pictures: Change[] = moved
      ? [
          {
            noun: "picture",
            row: toPicture(await transaction.picture.update({ where: { id: picture.id }, data: { crop } })),
          },
        ]
      : [];
    return [...pictures, ...(await queueJob(transaction, job))];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
  return { jobId: job.id as JobId };
}

/** Throws embedder_not_available, start_seed_missing, seed_does_not_fit. */
export async function expectUsable(
  house: House,
  sessionId: SessionId,
  { method, startSeedId }: EmbedSettings,
  model: ModelRow,
): Promise<void> {
  if ("embedderId" in method && method.embedderId !== null) {
    const embedder = await findModel(house, sessionId, method.embedderId).catch(() => null);
    if (embedder?.kind !== "embedder" || embedder.generatorId !== model.id)
      throw new Problem("embedder_not_available", method.embedderId);
  }
  if (method.name !== "refine") return;
  const where = { id: startSeedId, sessionId, picture: { removedAt: null } };
  const start = startSeedId ? await house.database.prisma.seed.findFirst({ where }) : null;
  if (!start) throw new Problem("start_seed_missing");
  if (!start.tensorSha256) throw new Problem("seed_not_ready");
  if (start.channels !== model.channels || start.size !== model.size) throw new Problem("seed_does_not_fit");
}

export function embedJob(what: {
  readonly sessionId: SessionId;
  readonly by: PersonId;
  readonly picture: { readonly id: string };
  readonly rootId: RevisionId;
  readonly model: ModelRow;
  readonly crop: Crop;
  readonly target: Sha256;
  readonly settings: EmbedSettings;
}): NewJob {
  const { method, steps, startSeedId } = what.settings;
  const start = method.name === "refine" ? (startSeedId ?? null) : null;
  const id = identifyJob(what.sessionId, {
    kind: "embed",
    parentId: what.rootId,
    fingerprint: what.model.fingerprint,
    crop: what.crop,
    method,
    startSeedId: start,
    steps,
  });
  return {
    id,
    sessionId: what.sessionId,
    personId: what.by,
    kind: "embed",
    // One person's slider over one picture is one control; a descent is no slider, and nothing ends it by itself.
    control: isIterative(method) ? `descend ${id}` : `embed ${what.picture.id} ${what.by}`,
    pictureId: what.picture.id,
    parentId: what.rootId,
    modelId: what.model.id,
    steps,
    method,
    seedId: start,
    crop: what.crop,
    targetSha256: what.target,
  };
}

/** Stores what was found as revisions, and queues the generation from each seed in the same transaction. */
export async function storeEmbed(
  house: House,
  transaction: Transaction,
  job: JobRow,
  result: EmbedResult,
): Promise<{ changes: Change[]; revisionId: string }> {
  const changes: Change[] = [];
  let best: string | undefined;
  for (const seed of result.seeds) {
    const stored = await storeFound(house, transaction, job, result, seed, best === undefined);
    best ??= stored.revisionId;
    changes.push(...stored.changes);
  }
  if (best === undefined) throw new Error("a result without a seed was stored");
  return { changes, revisionId: best };
}

async function storeFound(
  house: House,
  transaction: Transaction,
  job: JobRow,
  result: EmbedResult,
  seed: StoredSeed,
  isBest: boolean,
): Promise<{ changes: Change[]; revisionId: string }> {
  await keepBlob(house, transaction, seed.tensor, "application/octet-stream");
  await keepBlob(house, transaction, seed.preview, "image/png");
  const owned = { sessionId: job.sessionId, pictureId: job.pictureId, personId: job.personId, modelId: job.modelId };
  const method = job.method as EmbedMethod;
  const seedRow = await transaction.seed.create({
    data: {
      ...owned,
      id: randomUUID(),
      origin: originOf(method),
      channels: seed.shape[0],
      size: seed.shape[1],
      statistics: seed.statistics,
      tensorSha256: seed.tensor,
      previewSha256: seed.preview,
    },
  });
  const revision = await transaction.revision.create({
    data: {
      ...owned,
      id: randomUUID(),
      kind: "embed",
      parentId: job.parentId,
      seedId: seedRow.id,
      jobId: isBest ? job.id : null,
      steps: job.steps,
      method,
      // Of all seeds together, so it is told once.
      errors: isBest ? result.trajectory : [],
      stages: isBest ? result.stages : [],
      endedBy: result.endedBy,
      crop: job.crop ?? undefined,
      evaluations: result.evaluations,
      milliseconds: result.milliseconds,
      targetSha256: job.targetSha256,
    },
  });
  const model = await transaction.model.findUniqueOrThrow({ where: { id: job.modelId } });
  const generation = await queueJob(
    transaction,
    {
      ...owned,
      id: identifyJob(job.sessionId as SessionId, {
        kind: "generate",
        parentId: revision.id as RevisionId,
        fingerprint: model.fingerprint,
        seedId: toSeed(seedRow).id,
        realism: 0,
        steps: job.steps,
      }),
      kind: "generate",
      // The whole of "find its seed" is one control, so that a newer request stops either half.
      control: isBest ? job.control : `generate ${seedRow.id} ${job.personId}`,
      parentId: revision.id,
      seedId: seedRow.id,
      steps: job.steps,
      targetSha256: job.targetSha256,
      // What follows from work that was done is not refused, however much waits.
    },
    Number.POSITIVE_INFINITY,
  );
  return {
    revisionId: revision.id,
    changes: [{ noun: "seed", row: toSeed(seedRow) }, { noun: "revision", row: toRevision(revision) }, ...generation],
  };
}

function originOf({ name }: EmbedMethod): SeedOrigin {
  return name === "refine" ? "descent" : name;
}

function sameCrop(one: Crop, other: Crop | null): boolean {
  return other !== null && one.left === other.left && one.top === other.top && one.size === other.size;
}
