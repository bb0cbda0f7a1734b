import type { Model } from "@/protocol/entities";
import { duration } from "../../ui/time";
import { methodByName } from "../inspector/method/words";
import { decibels, errorInFigures, signed } from "../inspector/numbers";
import type { Compared } from "./compared";

/** One line of the comparison: a number of every seed, as it is read and as it is exported. */
export interface Measure {
  readonly name: string;
  /** Its column in the exported table. */
  readonly column: string;
  readonly value: (compared: Compared) => number | string | null;
  /** As it is read; without it, as it is. */
  readonly shown?: (compared: Compared) => string | null;
  /** Which end is the better one, where one is. */
  readonly better?: "low" | "high";
  /** By what it is judged, where that cannot be written as its value. */
  readonly judged?: (compared: Compared) => number | null;
  /** Exported, but not shown: it stands elsewhere, or is of no interest at a glance. */
  readonly exportedOnly?: true;
}

export function measuresWith(models: readonly Model[]): readonly Measure[] {
  const titleOf = (id: string) => models.find((model) => model.id === id)?.title ?? id;
  return [
    { name: "Picture", column: "picture", value: ({ picture }) => picture.name, exportedOnly: true },
    {
      name: "Model",
      column: "model",
      value: ({ seed }) => seed.modelId,
      shown: ({ seed }) => titleOf(seed.modelId),
    },
    {
      name: "Method",
      column: "method",
      value: ({ found }) => found?.method.name ?? "random",
      shown: ({ found, seed }) => (found ? methodByName(found.method) : `Random, no. ${seed.number}`),
    },
    {
      name: "Settings",
      column: "settings",
      value: ({ found, seed }) => JSON.stringify(found?.method ?? { name: "random", number: seed.number }),
      exportedOnly: true,
    },
    { name: "Seed", column: "seed_id", value: ({ seed }) => seed.id, exportedOnly: true },
    { name: "Steps T", column: "steps", value: ({ found, grown }) => grown?.steps ?? found?.steps ?? null },
    ...errors,
    ...statistics,
    ...costs,
  ];
}

const errors: readonly Measure[] = [
  {
    name: "Realism",
    column: "realism",
    value: ({ grown }) => grown?.realism ?? null,
    shown: ({ grown }) => (grown ? `${Math.round(grown.realism * 100)} %` : null),
  },
  {
    name: "MSE",
    column: "mse",
    value: ({ metrics }) => metrics?.meanSquaredError ?? null,
    shown: ({ metrics }) => metrics && errorInFigures(metrics.meanSquaredError),
    better: "low",
  },
  {
    name: "PSNR",
    column: "psnr_db",
    value: ({ metrics }) => metrics?.peakSignalToNoise ?? null,
    shown: ({ metrics }) => metrics && decibels(metrics),
    better: "high",
    // An exact reconstruction has no ratio, and none is better.
    judged: ({ metrics }) => metrics && (metrics.peakSignalToNoise ?? Number.POSITIVE_INFINITY),
  },
  {
    name: "SSIM",
    column: "ssim",
    value: ({ metrics }) => metrics?.structuralSimilarity ?? null,
    shown: ({ metrics }) => metrics?.structuralSimilarity?.toFixed(3) ?? null,
    better: "high",
  },
];

const statistics: readonly Measure[] = [
  {
    name: "Seed mean",
    column: "seed_mean",
    value: ({ seed }) => seed.statistics?.mean ?? null,
    shown: ({ seed }) => seed.statistics && signed(seed.statistics.mean, 3),
  },
  {
    name: "Seed variance",
    column: "seed_variance",
    value: ({ seed }) => seed.statistics?.variance ?? null,
    shown: ({ seed }) => seed.statistics?.variance.toFixed(2) ?? null,
  },
  {
    name: "Largest value",
    column: "seed_largest",
    value: ({ seed }) => seed.statistics?.largest ?? null,
    shown: ({ seed }) => seed.statistics?.largest.toFixed(1) ?? null,
  },
  {
    name: "Autocorrelation",
    column: "seed_autocorrelation",
    value: ({ seed }) => seed.statistics?.autocorrelation ?? null,
    shown: ({ seed }) => optional(seed.statistics?.autocorrelation, (value) => signed(value, 3)),
  },
  {
    name: "Norm distance",
    column: "seed_norm_distance_sd",
    value: ({ seed }) => seed.statistics?.normDistance ?? null,
    shown: ({ seed }) => optional(seed.statistics?.normDistance, (value) => `${signed(value, 1)} σ`),
  },
];

const costs: readonly Measure[] = [
  {
    name: "Evaluations",
    column: "evaluations",
    value: ({ found }) => found?.evaluations ?? null,
    shown: ({ found }) => found?.evaluations.toLocaleString("en") ?? null,
    better: "low",
  },
  {
    name: "Search",
    column: "search_ms",
    value: ({ found }) => found?.milliseconds ?? null,
    shown: ({ found }) => found && duration(found.milliseconds),
    better: "low",
  },
  {
    name: "Generation",
    column: "generation_ms",
    value: ({ grown }) => grown?.milliseconds ?? null,
    shown: ({ grown }) => grown && duration(grown.milliseconds),
  },
  { name: "Ended by", column: "ended_by", value: ({ found }) => found?.endedBy ?? null, exportedOnly: true },
  { name: "Found at", column: "at", value: ({ seed }) => seed.at, exportedOnly: true },
];

export function inWords(measure: Measure, compared: Compared): string {
  const text = measure.shown ? measure.shown(compared) : measure.value(compared);
  return text === null ? "–" : String(text);
}

/** The best value of a line; null where the line has no better end, or all are alike. */
export function bestOf(measure: Measure, all: readonly Compared[]): number | null {
  const numbers = all.map((compared) => judgedBy(measure, compared)).filter((value) => typeof value === "number");
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  if (!measure.better || numbers.length < 2 || lowest === highest) return null;
  return measure.better === "low" ? lowest : highest;
}

export function judgedBy(measure: Measure, compared: Compared): number | string | null {
  return measure.judged ? measure.judged(compared) : measure.value(compared);
}

function optional(value: number | undefined, write: (value: number) => string): string | null {
  return value === undefined ? null : write(value);
}
