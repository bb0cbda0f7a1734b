import { type Embedded, embedBy } from "../gpu-worker/embedding/embed-by";
import { reconstruct } from "../gpu-worker/embedding/reconstruct";
import { chosenRows, countOf, stacked } from "../gpu-worker/embedding/rows";
import { meanOf, meanSquaredErrors } from "../gpu-worker/embedding/squared-error";
import { seedStatistics, seedTypicality } from "../gpu-worker/latent/statistics";
import { compare, smallestCompared, structuralSimilarity } from "../gpu-worker/pictures/error";
import { imagePixels } from "../gpu-worker/pictures/images";
import { rows, type Tensor } from "../gpu-worker/tensor";
import type { EmbedMethod } from "../protocol/embedding";
import type { Subject } from "./subject";

/** One row of a table: how well seeds give pictures back, how typical they are, and what they cost. */
export interface Measured {
  readonly pictures: number;
  /** Mean squared error of pixels 0..1, unclipped. */
  readonly mean: number;
  readonly median: number;
  readonly worst: number;
  /** In decibels, of clipped pixels, the mean over pictures that are not exact; null where all are. */
  readonly peakSignalToNoise: number | null;
  /** Null of pictures that are smaller than its window. */
  readonly structuralSimilarity: number | null;
  readonly seedMean: number;
  readonly variance: number;
  readonly largest: number;
  readonly autocorrelation: number;
  readonly normDistance: number;
  /** Of the network, for a picture. */
  readonly evaluations: number;
  /** For a picture, computed with others. */
  readonly seconds: number;
}

/** How seeds do, one for each picture. */
export async function measure(
  { model, denoiser, tools }: Subject,
  seeds: Tensor,
  images: Tensor,
  cost: { readonly evaluations: number; readonly milliseconds: number },
): Promise<Measured> {
  const made = await reconstruct(denoiser, seeds, tools.steps);
  const errors = meanSquaredErrors(made, images, model.config);
  const sorted = errors.toSorted((one, other) => one - other);
  const likeness = errors.map((_, index) => {
    const [target, image] = [images, made].map((all) => imagePixels(rows(all, index, index + 1), model.config));
    if (!target || !image) throw new Error("there is nothing to compare");
    const { size } = model.config;
    const similarity = size < smallestCompared ? null : structuralSimilarity(target, image, size);
    return [compare(target, image).peakSignalToNoise, similarity] as const;
  });
  const { mean: seedMean, variance, largest } = seedStatistics(seeds);
  return {
    pictures: errors.length,
    mean: meanOf(errors),
    median: sorted[sorted.length >> 1] ?? 0,
    worst: sorted.at(-1) ?? 0,
    peakSignalToNoise: meanOfKnown(likeness.map(([decibels]) => decibels)),
    structuralSimilarity: meanOfKnown(likeness.map(([, similarity]) => similarity)),
    seedMean,
    variance,
    largest,
    ...seedTypicality(seeds),
    evaluations: cost.evaluations,
    seconds: cost.milliseconds / 1000 / errors.length,
  };
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : meanOf(known);
}

/** A row of a table, the way of the error over evaluations where there is one, and the seeds. */
export interface Embedding extends Measured {
  readonly curve: readonly (readonly [evaluations: number, error: number])[];
  readonly seeds: Tensor;
}

/** Embeds pictures by a method; of several seeds for each, the best is measured. */
export async function measureMethod(
  subject: Subject,
  method: EmbedMethod,
  images: Tensor,
  start?: Tensor,
): Promise<Embedding> {
  if (method.name === "best") return await measureEach(subject, method, images);
  const found = await embedBy(method, images, { ...subject.tools, ...(start && { start }) });
  const seeds = bestOfEach(found, countOf(images));
  const measured = await measure(subject, seeds, images, found);
  return { ...measured, curve: found.trajectory.map((one) => [one.evaluations, one.meanSquaredError] as const), seeds };
}

/** One picture after the other, so that none spends what another has left of the evaluations that each may have. */
async function measureEach(subject: Subject, method: EmbedMethod, images: Tensor): Promise<Embedding> {
  const found: Embedded[] = [];
  for (let index = 0; index < countOf(images); index++)
    found.push(await embedBy(method, rows(images, index, index + 1), subject.toolsForOne));
  const seeds = stacked(
    found.map((one) => one.seeds.data),
    images.shape,
  );
  const evaluations = Math.round(meanOf(found.map((one) => one.evaluations)));
  const milliseconds = found.reduce((sum, one) => sum + one.milliseconds, 0);
  return { ...(await measure(subject, seeds, images, { evaluations, milliseconds })), curve: [], seeds };
}

function bestOfEach({ seeds }: Embedded, count: number): Tensor {
  const each = countOf(seeds) / count;
  return each === 1
    ? seeds
    : chosenRows(
        seeds,
        Array.from({ length: count }, (_, image) => image * each),
      );
}
