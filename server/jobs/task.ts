import { Problem } from "../../protocol/errors";
import { Task } from "../../protocol/jobs";
import type { Job as JobRow } from "../database/generated/client";
import type { House } from "../house";

/** What a worker needs to do this job: the row's settings and the names of its blobs. */
export async function describeTask(house: House, row: JobRow): Promise<Task> {
  const { kind, modelId, steps, targetSha256: target } = row;
  if (kind === "embed") return Task.parse({ kind, modelId, steps, corrections: row.corrections, target });
  const seed = row.seedId && (await house.database.prisma.seed.findUnique({ where: { id: row.seedId } }));
  if (!seed) throw new Problem("not_found", "seed");
  const from = seed.tensorSha256
    ? { from: "blob", tensor: seed.tensorSha256 }
    : { from: "number", number: Number(seed.number) };
  return Task.parse({ kind, modelId, steps, seed: from, target });
}
