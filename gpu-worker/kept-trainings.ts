import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ModelId } from "../protocol/ids";

/** The models whose trainings have their checkpoints in a folder. */
export async function keptTrainings(folder: string): Promise<ModelId[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => ModelId.safeParse(name).data ?? []);
}

/** Removes what is kept of these models' trainings; what is not there is no loss. */
export async function forgetTrainings(folder: string, models: readonly ModelId[]): Promise<void> {
  for (const model of models) await rm(join(folder, model), { recursive: true, force: true });
}
