import { createHash } from "node:crypto";
import { access, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Problem } from "../../protocol/errors";
import type { TrainTask } from "../../protocol/jobs";
import { type Dataset, openDataset } from "../data/dataset";
import { makeFolder } from "../files/replace";
import type { CurvePoint } from "../training/checkpoint";
import { type Course, createCourse } from "../training/course";
import { courseOf, frameOf } from "../training/lesson";
import type { JobContext, JobDefinition } from "./job";

/** Milliseconds between two words of how far a training is. */
const progressInterval = 500;
const picturesName = "pictures.zip";
/** Of what could not be read, so many are named. */
const mostNames = 20;

/**
 * Learns a model; each point of the curve is noted with its samples. It goes on from the checkpoint that an earlier
 * attempt has left on this machine, and ends early with the best model so far where that is wanted.
 */
export const train: JobDefinition<"train"> = {
  kind: "train",

  async run(task, context) {
    const folder = join(context.trainings.trainings, task.modelId);
    await makeFolder(folder);
    // An attempt whose result was never stored.
    if (await isFinished(folder)) return await modelIn(folder, context);
    const course = await prepare(task, folder, context);
    try {
      await learn(course, folder, task, context);
    } finally {
      await course.learner.dispose();
    }
    context.signal.throwIfAborted();
    return await modelIn(folder, context);
  },
};

async function prepare(task: TrainTask, folder: string, context: JobContext): Promise<Course> {
  const { modelId: name, title, lesson, settings } = task;
  const { workbench, blobs, signal } = context;
  const parent = task.parent && (await workbench.find(task.parent, blobs));
  const dataset = await picturesOf(task, folder, frameOf(lesson, parent), context);
  signal.throwIfAborted();
  const description = courseOf({ name, title, lesson, settings, dataset, parent });
  const course = await createCourse(description, workbench.engine);
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
    const zip = join(folder, picturesName);
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
  const skippedNames = skipped.slice(0, mostNames).map(({ file, reason }) => `${file}: ${reason}`);
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

async function learn(course: Course, folder: string, { ending }: TrainTask, context: JobContext): Promise<void> {
  const { signal, enough } = context;
  if (ending || enough.aborted) return await expectSomething(folder);
  let told = 0;
  let noted: Promise<void> = Promise.resolve();
  await course.run({
    folder,
    signal: AbortSignal.any([signal, enough]),
    onStep({ step, steps, loss, secondsLeft }) {
      if (performance.now() - told < progressInterval) return;
      told = performance.now();
      context.tell({ kind: "training", step, of: steps, loss, secondsLeft });
    },
    onPoint(point) {
      noted = noted.then(() => notePoint(point, folder, context));
      // It is awaited only when the steps have ended; until then a failure must not end the process.
      noted.catch(() => undefined);
    },
  });
  await noted;
  signal.throwIfAborted();
  await expectSomething(folder);
}

async function notePoint(point: CurvePoint, folder: string, { blobs, note, signal }: JobContext): Promise<void> {
  const samples = await blobs.write(await readFile(join(folder, "samples.webp")), "image/webp", signal);
  await note({ kind: "training-point", point, samples });
}

/** Throws `nothing_learnt_yet`. */
async function expectSomething(folder: string): Promise<void> {
  if (!(await exists(join(folder, "model.json")))) throw new Problem("nothing_learnt_yet");
}

async function isFinished(folder: string): Promise<boolean> {
  const [model, checkpoint] = await Promise.all(
    ["model.json", "checkpoint.safetensors"].map((name) => exists(join(folder, name))),
  );
  return Boolean(model) && !checkpoint;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Hands the best model over; its checkpoint stays until then. */
async function modelIn(folder: string, { blobs, signal }: JobContext) {
  const config = await readFile(join(folder, "model.json"));
  const weights = await readFile(join(folder, "weights.safetensors"));
  const { channels, size, summary = "" } = JSON.parse(config.toString("utf8"));
  const files = {
    config: await blobs.write(config, "application/json", signal),
    weights: await blobs.write(weights, "application/octet-stream", signal),
  };
  for (const name of ["checkpoint.safetensors", picturesName]) await rm(join(folder, name), { force: true });
  const fingerprint = createHash("sha256").update(config).update(weights).digest("hex");
  return { kind: "train" as const, files, model: { fingerprint, channels, size, summary } };
}
