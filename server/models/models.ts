import { Model } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { WorkerHello } from "../../protocol/events";
import type { ModelId, SessionId, Sha256 } from "../../protocol/ids";
import type { ModelReference } from "../../protocol/jobs";
import { type Model as ModelRow, Prisma } from "../database/generated/client";
import type { House } from "../house";

/** Remembers the models a worker brings, so that jobs can be asked for even while it restarts. */
export async function rememberModels(house: House, models: WorkerHello["models"]): Promise<void> {
  for (const { id, network, ...described } of models) {
    const model = { ...described, network: network ?? Prisma.DbNull };
    const known = await house.database.prisma.model.findUnique({ where: { id } });
    // A copy of a model that was trained in a session stays that session's.
    if (known?.sessionId) continue;
    await house.database.prisma.model.upsert({ where: { id }, update: model, create: { id, ...model } });
  }
}

/** All models that workers ever brought, and whether a connected one has them now; the largest last. */
export async function listModels(house: House): Promise<Model[]> {
  const available = house.workers.models();
  const rows = await house.database.prisma.model.findMany({
    where: { sessionId: null },
    orderBy: [{ size: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => Model.parse({ ...row, available: available.has(row.id) }));
}

/** A model that was trained in a session: any worker can fetch it. */
export function toTrainedModel(row: ModelRow): Model {
  return Model.parse({ ...row, available: true });
}

/** Throws model_not_available where no worker ever brought it, and it was not trained in this session. */
export async function findModel(house: House, sessionId: SessionId, id: ModelId): Promise<ModelRow> {
  const where = { id, OR: [{ sessionId: null }, { sessionId }] };
  const row = await house.database.prisma.model.findFirst({ where });
  if (!row) throw new Problem("model_not_available", id);
  return row;
}

/** The same for what generates. Throws model_not_available for an embedder, too. */
export async function findDenoiser(house: House, sessionId: SessionId, id: ModelId): Promise<ModelRow> {
  const row = await findModel(house, sessionId, id);
  if (row.kind !== "denoiser") throw new Problem("model_not_available", `${id} is an embedder`);
  return row;
}

/** How a worker finds a model: in its own folder by name, or by its two files. */
export function referenceTo({ id, configSha256, weightsSha256 }: ModelRow): ModelReference {
  const files =
    configSha256 && weightsSha256 ? { config: configSha256 as Sha256, weights: weightsSha256 as Sha256 } : null;
  return { id: id as ModelId, files };
}

/** The models of these that a worker must have itself. */
export function withoutFiles(rows: readonly (ModelRow | null)[]): ModelId[] {
  return rows.flatMap((row) => (row && referenceTo(row).files === null ? [row.id as ModelId] : []));
}
