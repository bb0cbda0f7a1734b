import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { openDataset } from "../../gpu-worker/data/dataset";
import type { ScheduleKind } from "../../gpu-worker/diffusion/schedule";
import type { DescentLoss } from "../../gpu-worker/embedding/descent-graph";
import { showBytes } from "../../gpu-worker/engines/memory";
import type { embedderNetworks } from "../../gpu-worker/networks/network";
import { expectLearnable } from "../../gpu-worker/training/checkpoint";
import { type Course, type CourseDescription, createCourse } from "../../gpu-worker/training/course";
import { forecast } from "../../gpu-worker/training/forecast";
import { inherited } from "../../gpu-worker/training/initial";
import { continuing, expectSameNetwork } from "../../gpu-worker/training/lesson";
import { denoiserConfig, embedderConfig, publishedSettings, Settings } from "../../gpu-worker/training/recipe";
import type { StepProgress } from "../../gpu-worker/training/train";
import type { TrainingPoint } from "../../protocol/training";
import { Complaint } from "../complaint";
import { findModel, readModel } from "../models";
import { durationInWords, type Terminal, tell, tellJson } from "../words";
import { startEngine } from "../workshop";

export interface TrainOptions extends Partial<Settings> {
  readonly data: string;
  readonly out: string;
  readonly size?: number;
  readonly channels?: number;
  readonly limit?: number;
  /** A model of the same network to begin with. */
  readonly from?: string;
  /** Says what the training takes, measured by a few steps, instead of running it. */
  readonly preview?: boolean;
  /** Seconds between two checkpoints. */
  readonly checkpoint: number;
  readonly json?: boolean;
}

export interface TrainDenoiserOptions extends TrainOptions {
  readonly widths: number[];
  readonly depth: number;
  readonly schedule: ScheduleKind;
}

export interface TrainEmbedderOptions extends TrainOptions {
  readonly generator: string;
  readonly network: keyof typeof embedderNetworks | "unet";
  readonly pairs: number;
  readonly inverted?: number;
  readonly corrections: number;
  readonly seeds?: string;
  readonly loss: DescentLoss;
}

/** Learns a denoiser from pictures. Answers the exit status: 130 where it was interrupted and can go on. */
export async function trainDenoiserCommand(terminal: Terminal, options: TrainDenoiserOptions): Promise<number> {
  if (!options.preview) await expectLearnable(options.out);
  const dataset = await readPictures(terminal, options);
  const { widths, depth, schedule, from } = options;
  const start = from === undefined ? undefined : await readModel(await findModel(from));
  const name = basename(resolve(options.out));
  const config = denoiserConfig(dataset, { name, widths, blockDepth: depth, schedule });
  const continued = start ? continuing(config, start) : config;
  const settings = settingsOf({ ...options, flip: options.flip ?? dataset.channels === 3 });
  return await follow(terminal, { config: continued, settings, dataset, ...(start && { start }) }, options);
}

/** Learns an embedder of a generator. Answers the exit status, as `trainDenoiserCommand` does. */
export async function trainEmbedderCommand(terminal: Terminal, options: TrainEmbedderOptions): Promise<number> {
  if (options.inverted !== undefined && options.pairs === 0)
    throw new Complaint("bad_usage", "Inverted seeds are learnt in the first steps: say how many, with --pairs.");
  if (!options.preview) await expectLearnable(options.out);
  const generator = await readModel(await findModel(options.generator));
  const { size, channels } = generator.config;
  const dataset = await readPictures(terminal, { ...options, size, channels });
  const config = embedderConfig(generator, basename(resolve(options.out)), options.network);
  const parent = options.from === undefined ? undefined : await readModel(await findModel(options.from));
  const start = parent?.config.kind === "denoiser" ? inherited(config, parent, options.number) : parent;
  const settings = settingsOf({ ...options, flip: options.flip ?? dataset.channels === 3 });
  const { pairs: pairSteps, inverted: pictures, corrections, seeds, out } = options;
  // The published one goes without saying, also in the recipe of a training that was begun before there was another.
  const loss = options.loss === "absolute" ? undefined : options.loss;
  const place = options.preview ? await mkdtemp(join(tmpdir(), "seedbed-preview-")) : out;
  const file = seeds ?? join(place, "seeds.kept");
  const inverted = pictures === undefined ? undefined : { pictures, corrections, file };
  const description = { config, settings, dataset, generator, pairSteps, inverted, loss, ...(start && { start }) };
  try {
    const status = await follow(terminal, description, options);
    // Beside the model they serve this training alone.
    if (!options.preview && seeds === undefined && status === 0) await rm(file, { force: true });
    return status;
  } finally {
    if (options.preview) await rm(place, { recursive: true, force: true });
  }
}

function settingsOf(given: Partial<Settings>): Settings {
  const known = Object.entries(publishedSettings).map(([name, value]) => [
    name,
    given[name as keyof Settings] ?? value,
  ]);
  const { steps, interval } = given;
  const optional = { ...(steps !== undefined && { steps }), ...(interval !== undefined && { interval }) };
  const settings = { ...Object.fromEntries(known), ...optional };
  const parsed = Settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Complaint("bad_usage", `The setting ${issue?.path.join(".")} cannot be used: ${issue?.message}.`);
}

/** Milliseconds after which a person wants to know that something goes on. */
const patience = 2000;

async function readPictures(terminal: Terminal, { data, size, channels, limit, json }: TrainOptions) {
  let told = performance.now();
  const onProgress = (done: number, all: number) => {
    if (json || performance.now() - told < patience) return;
    told = performance.now();
    terminal.complain(`reading pictures: ${done} of ${all}\n`);
  };
  const dataset = await openDataset(data, { size, channels, limit, onProgress });
  for (const { file, reason } of dataset.skipped.slice(0, 10)) terminal.complain(`skipped ${file}: ${reason}\n`);
  if (dataset.skipped.length > 10) terminal.complain(`skipped ${dataset.skipped.length - 10} more\n`);
  return dataset;
}

async function follow(terminal: Terminal, description: CourseDescription, options: TrainOptions): Promise<number> {
  const { start, config } = description;
  if (start) expectSameNetwork(start, config);
  const engine = await startEngine(terminal);
  try {
    const course = await createCourse(description, engine);
    if (!options.preview) return await run(terminal, course, description, options);
    await preview(terminal, course, description, options);
    return 0;
  } finally {
    await engine.dispose();
  }
}

/** The same between two points of the curve. */
const stepPatience = 10_000;

async function preview(terminal: Terminal, course: Course, description: CourseDescription, options: TrainOptions) {
  const { learner, plan, parameters } = course;
  const { secondsPerStep, seconds } = await forecast(course, description);
  const secondsPerEpoch = secondsPerStep * learner.stepsPerEpoch;
  const { training, validation, channels, size } = description.dataset;
  const count = (pixels: Uint8Array) => pixels.length / (channels * size * size);
  const facts = {
    pictures: count(training),
    heldOut: count(validation),
    size,
    channels,
    dataBytes: training.length + validation.length,
    parameters,
    memoryBytes: process.memoryUsage.rss(),
    steps: plan.steps,
    secondsPerStep,
    secondsPerEpoch,
    seconds,
  };
  if (options.json) return tellJson(terminal, facts);
  tell(terminal, {
    pictures: `${facts.pictures} to learn from, ${facts.heldOut} held out; ${channels} x ${size} x ${size}, ${showBytes(facts.dataBytes)}`,
    parameters: parameters.toLocaleString("en"),
    memory: showBytes(facts.memoryBytes),
    epoch: `${learner.stepsPerEpoch} steps, ${durationInWords(secondsPerEpoch)}`,
    training: `${plan.steps} steps, ${durationInWords(facts.seconds)}`,
  });
}

async function run(
  terminal: Terminal,
  course: Course,
  { settings }: CourseDescription,
  { out, json, checkpoint }: TrainOptions,
): Promise<number> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  let latest: StepProgress | undefined;
  const onPoint = (point: TrainingPoint, isBest: boolean) =>
    terminal.complain(json ? `${JSON.stringify({ ...point, isBest })}\n` : `${pointInWords(point, isBest, latest)}\n`);
  let told = performance.now();
  const onStep = (progress: StepProgress) => {
    latest = progress;
    if (json || performance.now() - told < stepPatience) return;
    told = performance.now();
    terminal.complain(`step ${progress.step} of ${progress.steps}, ${durationInWords(progress.secondsLeft)} left\n`);
  };
  const running = course.run({
    folder: out,
    signal: controller.signal,
    secondsBetweenCheckpoints: checkpoint,
    onStep,
    onPoint,
  });
  const { finished, step, seconds, curve } = await running.finally(() => {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  });
  const best = curve.length > 0 ? Math.min(...curve.map(({ validationLoss }) => validationLoss)) : null;
  if (json) tellJson(terminal, { folder: out, finished, step, seconds, number: settings.number, best, curve });
  else if (finished) tell(terminal, { model: out, steps: `${step}`, time: durationInWords(seconds), best: `${best}` });
  else terminal.complain(`Interrupted at step ${step} of ${course.plan.steps}. The same command goes on from there.\n`);
  return finished ? 0 : 130;
}

function pointInWords(point: TrainingPoint, isBest: boolean, latest: StepProgress | undefined): string {
  const left = latest ? `, ${durationInWords(latest.secondsLeft)} left` : "";
  const error = point.meanSquaredError === undefined ? "" : `, MSE ${point.meanSquaredError.toPrecision(3)}`;
  const losses = `loss ${point.trainingLoss.toPrecision(4)}, held out ${point.validationLoss.toPrecision(4)}`;
  return `step ${point.step}: ${losses}${error}${isBest ? " (best)" : ""}${left}`;
}
