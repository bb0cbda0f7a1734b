import { Model } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { WorkerHello } from "../../protocol/events";
import type { ModelId } from "../../protocol/ids";
import type { Model as ModelRow } from "../database/generated/client";
import type { House } from "../house";

/** Remembers the models a worker brings, so that jobs can be asked for even while it restarts. */
export async function rememberModels(house: House, models: WorkerHello["models"]): Promise<void> {
  for (const { id, ...model } of models) {
    await house.database.prisma.model.upsert({ where: { id }, update: model, create: { id, ...model } });
  }
}

/** All models ever brought, and whether a connected worker has them now; the largest last. */
export async function listModels(house: House): Promise<Model[]> {
  const available = house.workers.models();
  const rows = await house.database.prisma.model.findMany({ orderBy: [{ size: "asc" }, { id: "asc" }] });
  return rows.map((row) => Model.parse({ ...row, available: available.has(row.id) }));
}

/** Throws model_not_available where no worker ever brought it. */
export async function findModel(house: House, id: ModelId): Promise<ModelRow> {
  const row = await house.database.prisma.model.findUnique({ where: { id } });
  if (!row) throw new Problem("model_not_available", id);
  return row;
}
