import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Problem } from "../../protocol/errors";
import type { TrainTask } from "../../protocol/jobs";
import type { TrainingPoint } from "../../protocol/training";
import { withoutControls } from "../../protocol/values";
import { type Dataset, openDataset } from "../data/dataset";
import { makeFolder } from "../files/replace";
import { measuredError } from "../models/config";
import { loadModel } from "../models/model";
import { isFinished, readCurve } from "../training/checkpoint";
import { type Course, createCourse } from "../training/course";
import { courseOf, frameOf } from "../training/lesson";
import { networkToBeginWith } from "../training/recipe";
import { CurveNotes } from "./curve-notes";
import type { JobContext, JobDefinition } from "./job";

/** Milliseconds between two words of how far a training is. */
const progressInterval = 500;
/** Of what could not be read, so many are named. */
const mostNames = 20;
/** What the server takes as one blob. */
const mostBytes = 256 * 2 ** 20;

/**
 * Learns a model; each point of the curve is noted with its samples. It goes on from the checkpoint that an earlier
 * attempt has left on this machine, and ends early with the best model so far where that is wanted.
 */
export const train: JobDefinition<"train"> = {
  kind: "train",

  async run(task, context) {
    const folder = join(context.trainings.trainings, task.modelId);
    await makeFolder(folder);
    // Where it is finished, an earlier attempt's result was never stored.
    if (!task.ending && !(await isFinished(folder))) await attempt(task, folder, context);
    context.afterwards(() => rm(folder, { recursive: true, force: true }));
    return await modelIn(folder, context);
  },
};

async function attempt(task: TrainTask, folder: string, context: JobContext): Promise<void> {
  const course = await prepare(task, folder, context).catch((error: unknown) => {
    // What is wrong is not how somebody asked, but what with.
    if (error instanceof Problem && error.code === "bad_request")
      throw new Problem("training_not_possible", error.detail);
    throw error;
  });
  try {
    await learn(course, folder, context);
  } finally {
    await course.learner.dispose();
  }
  context.signal.throwIfAborted();
}

async function prepare(task: TrainTask, folder: string, context: JobContext): Promise<Course> {
  const { modelId: name, title, lesson, settings } = task;
  const { workbench, blobs, signal } = context;
  const parent = task.parent && (await workbench.find(task.parent, blobs));
  const dataset = await picturesOf(task, folder, frameOf(lesson, parent), context);
  signal.throwIfAborted();
  const description = courseOf({ name, title, lesson, settings, dataset, parent });
  const course = await createCourse(description, workbench.engine);
  if (4 * course.parameters > mostBytes)
    throw new Problem("bad_request", "the model would be larger than 256 MB; take smaller widths, or less depth");
  await context.note({ kind: "training-facts", facts: factsOf(dataset, course) });
  return course;
}

async function picturesOf(
  { data }: TrainTask,
  folder: string,
  frame: { size?: number; channels?: number },
  { blobs, trainings, signal }: JobContext,
): Promise<Dataset> {
  if (data.from === "blob") {
    const zip = join(folder, "pictures.zip");
    await blobs.download(data.zip, zip, signal);
    return { ...(await openDataset(zip, { ...frame, signal })), name: data.name };
  }
  // A name, not a way out of the folder.
  if (data.name !== basename(data.name) || data.name.startsWith("."))
    throw new Problem("data_not_available", data.name);
  return await openDataset(join(trainings.datasets, data.name), { ...frame, signal });
}

function factsOf({ training, validation, channels, size, skipped }: Dataset, { parameters, plan }: Course) {
  const pixels = channels * size * size;
  const skippedNames = skipped.slice(0, mostNames).map(({ file, reason }) => withoutControls(`${file}: ${reason}`));
  return {
    pictures: training.length / pixels,
    heldOut: validation.length / pixels,
    skipped: skipped.length,
    skippedNames,
    channels,
    size,
    parameters,
    steps: plan.steps,
  };
}

async function learn(course: Course, folder: string, context: JobContext): Promise<void> {
  const { signal, enough } = context;
  const notes = new CurveNotes(folder, context);
  // A point that the checkpoint has may have been on its way when an earlier attempt ended.
  notes.add(await readCurve(folder));
  let told = 0;
  try {
    await course.run({
      folder,
      signal: AbortSignal.any([signal, enough]),
      waitsForFolder: true,
      onStep({ step, steps, loss, secondsLeft }) {
        if (performance.now() - told < progressInterval) return;
        told = performance.now();
        context.tell({ kind: "training", step, of: steps, loss, secondsLeft });
      },
      onPoint: (point: TrainingPoint) => notes.add([point]),
    });
  } finally {
    await notes.stored();
  }
}

/** The best model so far. Throws `nothing_learnt_yet`. */
async function modelIn(folder: string, { blobs, signal }: JobContext) {
  const [config, weights] = await Promise.all(
    ["model.json", "weights.safetensors"].map((name) =>
      readFile(join(folder, name)).catch(() => {
        throw new Problem("nothing_learnt_yet");
      }),
    ),
  );
  const { fingerprint, config: card, summary } = await loadModel(folder);
  const files = {
    config: await blobs.write(config ?? new Uint8Array(), "application/json", signal),
    weights: await blobs.write(weights ?? new Uint8Array(), "application/octet-stream", signal),
  };
  const { channels, size } = card;
  const [meanSquaredError, network] = [measuredError(card), networkToBeginWith(card)];
  const model = { fingerprint, channels, size, summary, meanSquaredError, network };
  return { kind: "train" as const, files, model };
}
