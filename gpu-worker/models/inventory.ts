import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Problem } from "../../protocol/errors";
import { loadModel, type Model } from "./model";

/** A model folder as it was found. */
export interface Inventoried {
  readonly folder: string;
  readonly name: string;
  /** Undefined where it cannot be used; `trouble` says why. */
  readonly model?: Model;
  readonly trouble?: string;
  /** What trainings left beside the model: checkpoints, and files that were being written. */
  readonly leftovers: readonly { readonly file: string; readonly bytes: number; readonly written: number }[];
}

/** Reads a model folder whole: every tensor, and the hash that it was written with. */
export async function inspectModel(folder: string): Promise<Inventoried> {
  const name = basename(folder);
  const leftovers = await leftoversIn(folder);
  try {
    const model = await loadModel(folder);
    const { weightsHash = model.weightsHash } = model.config;
    const exchanged = weightsHash !== model.weightsHash;
    const trouble = exchanged ? "its weights are not those that its model.json was written with" : undefined;
    return { folder, name, model, leftovers, ...(trouble && { trouble }) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { folder, name, leftovers, trouble: error.message };
  }
}

const leftBehind = ["checkpoint.safetensors", "seeds.kept", "training.lock"];

async function leftoversIn(folder: string): Promise<{ file: string; bytes: number; written: number }[]> {
  const files = await readdir(folder).catch(() => []);
  const left = files.filter((file) => leftBehind.includes(file) || file.endsWith(".part"));
  // One that is gone meanwhile was being written by a training.
  const found = left.map((file) =>
    stat(join(folder, file)).then(
      ({ size, mtimeMs }) => [{ file, bytes: size, written: mtimeMs }],
      () => [],
    ),
  );
  return (await Promise.all(found)).flat();
}

/** Milliseconds in which a training that runs has written something. */
const lately = 3600e3;

/** Removes what trainings left, but for what was written in the last hour, and answers what that was. */
export async function pruneModel({ folder, leftovers }: Inventoried): Promise<Inventoried["leftovers"]> {
  const old = leftovers.filter(({ written }) => Date.now() - written > lately);
  for (const { file } of old) await rm(join(folder, file), { force: true });
  return old;
}
