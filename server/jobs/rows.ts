import { Job } from "../../protocol/entities";
import type { Job as JobRow } from "../database/generated/client";

export function toJob(row: JobRow): Job {
  return Job.parse({
    ...row,
    startSeedId: row.seedId,
    by: row.personId,
    at: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
  });
}
