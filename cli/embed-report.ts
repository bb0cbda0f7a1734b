import type { Embedded } from "../gpu-worker/embedding/embed-by";
import type { Engine } from "../gpu-worker/graph/engine";
import { type SeedTypicality, seedStatistics, seedTypicality } from "../gpu-worker/latent/statistics";
import type { Model } from "../gpu-worker/models/model";
import { compare, structuralSimilarity } from "../gpu-worker/pictures/error";
import { imagePixels } from "../gpu-worker/pictures/images";
import { rows, type Tensor } from "../gpu-worker/tensor";
import type { EmbedMethod, EndedBy, Stage } from "../protocol/embedding";
import type { Crop, Metrics, Remark, SeedStatistics } from "../protocol/entities";
import { errorInWords, secondsInWords, statisticsInWords, type Terminal, tell, tellJson } from "./words";

export interface EmbedReport {
  readonly model: Model;
  readonly steps: number;
  readonly method: EmbedMethod;
  readonly realism: number;
  readonly found: Embedded;
  /** Best first, as realistic as they are to be, and what they generate. */
  readonly seeds: Tensor;
  readonly reconstructions: Tensor;
  /** Of the best one's reconstruction, clipped; null where pictures are too small for windows of 11 x 11. */
  readonly metrics: Metrics & { readonly structuralSimilarity: number | null };
  readonly statistics: SeedStatistics & SeedTypicality;
}

export function reportOf(made: Omit<EmbedReport, "metrics" | "statistics"> & { readonly images: Tensor }): EmbedReport {
  const { images, model, seeds, reconstructions } = made;
  const { size } = model.config;
  const [target, image] = [images, rows(reconstructions, 0, 1)].map((one) => imagePixels(one, model.config));
  if (!target || !image) throw new Error("there is nothing to compare");
  const best = rows(seeds, 0, 1);
  const similarity = size < 11 ? null : structuralSimilarity(target, image, size);
  return {
    ...made,
    metrics: { ...compare(target, image), structuralSimilarity: similarity },
    statistics: { ...seedStatistics(best), ...seedTypicality(best) },
  };
}

export interface EmbedFacts {
  readonly crop: Crop;
  readonly remarks: readonly Remark[];
  readonly seed: string | null;
  readonly reconstruction: string | null;
  readonly engine: Engine;
}

export function tellReport(terminal: Terminal, report: EmbedReport, facts: EmbedFacts, json: boolean): void {
  const { found, metrics, statistics } = report;
  const { crop, remarks, engine } = facts;
  if (json) {
    tellJson(terminal, forMachines(report, facts));
    return;
  }
  tell(terminal, {
    error: `${errorInWords(metrics)}${metrics.structuralSimilarity === null ? "" : ` · SSIM ${metrics.structuralSimilarity.toFixed(4)}`}`,
    others: othersInWords(found.errors),
    seed: facts.seed ?? undefined,
    values: statisticsInWords(statistics),
    typicality: `neighbours correlate by ${statistics.autocorrelation.toFixed(3)} · norm ${statistics.normDistance.toFixed(1)} deviations from N(0, I)'s`,
    reconstruction: facts.reconstruction ?? undefined,
    crop: `${crop.left},${crop.top},${crop.size}`,
    remarks: remarks.join(", ") || undefined,
    stages: stagesInWords(found.stages),
    ended: endings[found.endedBy],
    took: `${secondsInWords(found.milliseconds)} for ${found.evaluations} evaluation${found.evaluations === 1 ? "" : "s"} on ${engine.name}, ${engine.device}`,
  });
}

function forMachines({ model, steps, method, realism, found, metrics, statistics }: EmbedReport, facts: EmbedFacts) {
  const { crop, remarks, seed, reconstruction, engine } = facts;
  const { errors, trajectory, stages, evaluations, milliseconds, endedBy } = found;
  const { name, ...settings } = method;
  const { embedderId: embedder, ...others } = { embedderId: undefined, ...settings };
  return {
    model: model.id,
    steps,
    method: name,
    ...(embedder && { embedder }),
    ...others,
    realism,
    crop,
    remarks,
    ...metrics,
    errors,
    statistics,
    evaluations,
    milliseconds,
    stages,
    endedBy,
    trajectory,
    seed,
    reconstruction,
    engine: engine.name,
    device: engine.device,
  };
}

const endings: Readonly<Record<EndedBy, string | undefined>> = {
  finished: undefined,
  "wished-error": "the wished error is reached",
  budget: "the evaluations are spent before the wished error was reached; this is the best seed",
  stopped: "interrupted; this is the best seed so far",
  diverged: "the descent diverged; this is the best seed before. Try a smaller --learning-rate",
};

function othersInWords([, ...others]: readonly number[]): string | undefined {
  if (others.length === 0) return undefined;
  return `MSE ${others.map((error) => error.toPrecision(3)).join(", ")}`;
}

function stagesInWords(stages: readonly Stage[]): string | undefined {
  if (stages.length < 2) return undefined;
  const words = stages.map(({ name, evaluations, milliseconds, meanSquaredError }) => {
    const error = meanSquaredError === null ? "" : `, MSE then ${meanSquaredError.toPrecision(3)}`;
    return `${name} (${evaluations} evaluations, ${secondsInWords(milliseconds)}${error})`;
  });
  return words.join(", then ");
}
