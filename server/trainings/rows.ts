import { Dataset, Training } from "../../protocol/training";
import type { Blob, Dataset as DatasetRow, Training as TrainingRow } from "../database/generated/client";

export function toTraining(row: TrainingRow): Training {
  return Training.parse({
    ...row,
    by: row.personId,
    at: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    samplesVersion: row.samplesCount,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
  });
}

export function toDataset(row: DatasetRow & { readonly zip: Blob }): Dataset {
  return Dataset.parse({ ...row, by: row.personId, at: row.createdAt.toISOString(), bytes: Number(row.zip.size) });
}
