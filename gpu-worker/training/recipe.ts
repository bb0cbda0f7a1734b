import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { Problem } from "../../protocol/errors";
import { DenoiserNetwork } from "../../protocol/training";
import type { Dataset } from "../data/dataset";
import { momentsOf } from "../data/moments";
import type { Schedule, ScheduleKind } from "../diffusion/schedule";
import { checkedConfig, type ModelConfig } from "../models/config";
import type { Model } from "../models/model";
import { embedderNetworks, type NetworkDescription } from "../networks/network";
import type { TrainingPlan } from "./train";

export const schedules: Readonly<Record<ScheduleKind, Schedule>> = {
  "continuous-cosine": { kind: "continuous-cosine", minSignalRate: 0.02, maxSignalRate: 0.95 },
  linear: { kind: "linear" },
  quadratic: { kind: "quadratic" },
  cosine: { kind: "cosine" },
};

/** How a model is to be learnt, beside what it is. */
export const Settings = z.object({
  epochs: z.number().positive(),
  /** Instead of epochs. */
  steps: z.int().min(1).optional(),
  batch: z.int().min(1).max(1024),
  learningRate: z.number().positive().max(1),
  weightDecay: z.number().min(0).max(1),
  /** What the averages of weights keep of themselves at a step. */
  averaging: z.number().min(0).lt(1),
  /** Share of the steps, at the end, in which the learning rate falls to 0. */
  decay: z.number().min(0).max(1),
  /** Steps between two points of the curve, each of which costs some generations; unless told, a fortieth of all. */
  interval: z.int().min(1).optional(),
  /** Whether half of the pictures are seen left to right. */
  flip: z.boolean(),
  /** All that is drawn at random follows from it. */
  number: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
});
export type Settings = z.infer<typeof Settings>;

/** As published for denoisers; embedders learn the same way. */
export const publishedSettings: Settings = {
  epochs: 20,
  batch: 64,
  learningRate: 1e-3,
  weightDecay: 1e-4,
  averaging: 0.999,
  decay: 0.2,
  flip: false,
  number: 0,
};

/** Points of the curve over a training, unless they would be closer or farther apart than these steps. */
const points = 40;
const [shortestInterval, longestInterval] = [20, 500];

export function planOf(settings: Settings, stepsPerEpoch: number): TrainingPlan {
  const { learningRate, weightDecay, averaging, decay } = settings;
  const steps = settings.steps ?? Math.max(1, Math.round(settings.epochs * stepsPerEpoch));
  const usual = Math.min(longestInterval, Math.max(shortestInterval, Math.floor(steps / points)));
  const interval = settings.interval ?? usual;
  return { steps, learningRate, weightDecay, averaging, decay, interval };
}

export interface DenoiserDescription {
  readonly name: string;
  readonly widths: readonly number[];
  readonly blockDepth: number;
  readonly schedule: ScheduleKind;
}

const embedding = { dims: 64, maxFrequency: 1000 };

/** A denoiser's network where this recipe can go on with its weights; null of any other model. */
export function networkToBeginWith({ kind, network, schedule }: ModelConfig): DenoiserNetwork | null {
  if (kind !== "denoiser" || network.family !== "unet" || !schedule) return null;
  const isPublished = isDeepStrictEqual(network.embedding, embedding);
  if (!isPublished || !isDeepStrictEqual(schedule, schedules[schedule.kind])) return null;
  return DenoiserNetwork.safeParse({ ...network, schedule: schedule.kind }).data ?? null;
}

/** What a denoiser will say of itself; normalised by the pictures it learns from. Throws `bad_request`. */
export function denoiserConfig(dataset: Dataset, { name, widths, blockDepth, schedule }: DenoiserDescription) {
  const { channels, size, training } = dataset;
  const config = {
    format: 1,
    name,
    kind: "denoiser",
    channels,
    size,
    network: { family: "unet", widths, blockDepth, embedding },
    schedule: schedules[schedule],
    normalization: momentsOf(training, channels, size),
  };
  return checkedConfig(config, "the model");
}

/** What an embedder of `generator` will say of itself. Throws `bad_request`. */
export function embedderConfig(generator: Model, name: string, network: keyof typeof embedderNetworks | "unet") {
  const { channels, size, normalization } = generator.config;
  const config = {
    format: 1,
    name,
    kind: "embedder",
    channels,
    size,
    network: network === "unet" ? unetOf(generator) : embedderNetworks[network],
    normalization,
  };
  return checkedConfig(config, "the model");
}

/** The denoiser's own network without the variance (paper, section 5.2: "practically identical"). */
function unetOf({ config: { network } }: Model): NetworkDescription["network"] {
  if (network.family !== "unet") throw new Problem("bad_request", "the generator has no U-Net");
  const { family, widths, blockDepth } = network;
  return { family, widths, blockDepth };
}

/** All that a training depends on, in words that are the same for the same training. */
export function recipeOf(
  config: ModelConfig,
  settings: Settings & Readonly<Record<string, unknown>>,
  dataset: Dataset,
  parents: { readonly generator?: Model; readonly start?: Model },
): string {
  const data = createHash("sha256").update(dataset.training).update(dataset.validation).digest("hex");
  const { generator, start } = parents;
  return JSON.stringify({
    config,
    settings,
    data,
    generator: generator?.weightsHash ?? null,
    start: start?.weightsHash ?? null,
  });
}
