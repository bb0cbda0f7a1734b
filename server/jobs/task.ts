import type { EmbedMethod } from "../../protocol/embedding";
import { Problem } from "../../protocol/errors";
import { Task } from "../../protocol/jobs";
import type { Job as JobRow, Model as ModelRow } from "../database/generated/client";
import type { House } from "../house";
import { referenceTo } from "../models/models";

/** What a worker needs to do this job: the row's settings and the names of its blobs. */
export async function describeTask(house: House, row: JobRow): Promise<Task> {
  const { model, embedder } = await modelsOf(house, row);
  const { kind, steps, realism, targetSha256: target } = row;
  const seed = row.seedId ? await house.database.prisma.seed.findUnique({ where: { id: row.seedId } }) : null;
  if (kind === "embed")
    return Task.parse({
      kind,
      model: referenceTo(model),
      embedder: embedder && referenceTo(embedder),
      steps,
      method: row.method,
      target,
      start: seed?.tensorSha256 ?? null,
      kept: row.stateSha256,
      ending: row.ending,
    });
  if (!seed) throw new Problem("not_found", "seed");
  const from = seed.tensorSha256
    ? { from: "blob", tensor: seed.tensorSha256 }
    : { from: "number", number: Number(seed.number) };
  return Task.parse({ kind, model: referenceTo(model), steps, seed: from, realism, target });
}

/** The denoiser that a job works with, and the embedder that its method names. */
export async function modelsOf(
  house: House,
  { modelId, method }: JobRow,
): Promise<{ model: ModelRow; embedder: ModelRow | null }> {
  const find = (id: string) => house.database.prisma.model.findUnique({ where: { id } });
  const model = await find(modelId);
  if (!model) throw new Problem("model_not_available", modelId);
  const named = method as EmbedMethod | null;
  const embedderId = named && "embedderId" in named ? named.embedderId : null;
  return { model, embedder: embedderId ? await find(embedderId) : null };
}
