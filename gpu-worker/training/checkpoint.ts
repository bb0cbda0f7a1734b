import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Problem } from "../../protocol/errors";
import { TrainingPoint } from "../../protocol/training";
import { replaceFile } from "../files/replace";
import { type NamedTensors, readSafetensors, writeSafetensors } from "../files/safetensors";
import type { Tensor } from "../tensor";
import type { Weights } from "./averages";

const Progress = z.object({
  /** What is learnt and how, as JSON: another training does not go on from here. */
  recipe: z.string(),
  step: z.int(),
  seconds: z.number(),
  /** Sum and count of the losses since the last point of the curve. */
  lossSum: z.number(),
  lossCount: z.int(),
  curve: z.array(TrainingPoint),
});
export type Progress = z.infer<typeof Progress>;

/** Everything that a training goes on from; what is drawn at random follows from the step. */
export interface Checkpoint extends Progress {
  readonly weights: Weights;
  readonly averages: Weights;
  /** Of the optimiser, by the names of trained weights. */
  readonly first: Weights;
  readonly second: Weights;
}

const fileName = "checkpoint.safetensors";
const groups = ["weights", "averages", "first", "second"] as const;

/** Throws `not_written` where the disk is full, or does not let it; the checkpoint before stays. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const tensors = new Map<string, Tensor>();
  for (const group of groups) for (const [name, tensor] of checkpoint[group]) tensors.set(`${group}/${name}`, tensor);
  const progress = JSON.stringify(Progress.parse(checkpoint));
  await replaceFile(join(folder, fileName), writeSafetensors(tensors, "float32", { progress }));
}

/**
 * Makes sure that a training may write into a folder: one with a model and no checkpoint holds what is finished, or was
 * never learnt here. Throws `bad_request`.
 */
export async function expectLearnable(folder: string): Promise<void> {
  if (await isFinished(folder))
    throw new Problem("bad_request", `${folder} holds a model that is finished; name another folder, or take it away`);
}

/** Whether a folder holds a model and nothing that a training goes on from. */
export async function isFinished(folder: string): Promise<boolean> {
  const [model, checkpoint] = await Promise.all(
    ["model.json", fileName].map((name) => readIfThere(join(folder, name))),
  );
  return model !== undefined && checkpoint === undefined;
}

/** The points of a training so far, whatever its recipe; none where there is no checkpoint that can be read. */
export async function readCurve(folder: string): Promise<readonly TrainingPoint[]> {
  const bytes = await readIfThere(join(folder, fileName));
  try {
    return bytes ? (progressIn(readSafetensors(bytes).metadata)?.curve ?? []) : [];
  } catch {
    return [];
  }
}

/** Undefined where there is none. Throws `bad_request` where it cannot be read, or is of another training. */
export async function readCheckpoint(folder: string, recipe: string): Promise<Checkpoint | undefined> {
  const bytes = await readIfThere(join(folder, fileName));
  if (!bytes) return undefined;
  const { tensors, metadata } = contentOf(bytes, folder);
  const progress = progressIn(metadata);
  if (!progress) throw foreign(folder);
  if (progress.recipe !== recipe)
    throw new Problem(
      "bad_request",
      `${folder} holds a training with other settings, at step ${progress.step}. Name the settings it was begun with, or another folder`,
    );
  const named = (group: string) =>
    new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(`${group}/`))
        .map(([name, tensor]) => [name.slice(group.length + 1), tensor] as const),
    );
  return {
    ...progress,
    weights: named("weights"),
    averages: named("averages"),
    first: named("first"),
    second: named("second"),
  };
}

/** What cannot be read for another reason than that it is not there is no reason to begin anew over it. */
async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new Problem("bad_request", `${path} cannot be read: ${error.code ?? error.message}`);
  });
}

function contentOf(bytes: Uint8Array, folder: string): NamedTensors {
  try {
    return readSafetensors(bytes);
  } catch {
    throw foreign(folder);
  }
}

function foreign(folder: string): Problem {
  return new Problem(
    "bad_request",
    `the checkpoint in ${folder} is damaged, or none of this Seedbed's. Take ${fileName} away, and the model, to begin anew`,
  );
}

function progressIn({ progress = "" }: Readonly<Record<string, string>>): Progress | undefined {
  try {
    return Progress.safeParse(JSON.parse(progress)).data;
  } catch {
    return undefined;
  }
}

export async function removeCheckpoint(folder: string): Promise<void> {
  await rm(join(folder, fileName), { force: true });
}
