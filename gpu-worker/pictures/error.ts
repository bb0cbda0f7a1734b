import type { Metrics } from "../../protocol/entities";

/**
 * How far a reconstruction is from its target: mean of the squared differences over all pixels and channels, and
 * PSNR = -10 log10(MSE) in decibels. Both are pixels in 0..1 of one layout, the reconstruction clipped to 0..1 and not
 * quantised, so that an error below 8 bits still counts. Throws if they differ in length or a value is not finite.
 */
export function compare(target: Float32Array, reconstruction: Float32Array): Metrics {
  if (target.length !== reconstruction.length || target.length === 0)
    throw new Error(`cannot compare ${target.length} with ${reconstruction.length} pixels`);
  let sum = 0;
  target.forEach((pixel, at) => {
    sum += (pixel - (reconstruction[at] ?? Number.NaN)) ** 2;
  });
  const meanSquaredError = sum / target.length;
  if (!Number.isFinite(meanSquaredError)) throw new Error("the reconstruction's error is not a finite number");
  return { meanSquaredError, peakSignalToNoise: meanSquaredError === 0 ? null : -10 * Math.log10(meanSquaredError) };
}

/** Gaussian weights over 11 pixels with a standard deviation of 1.5, as published. */
const reach = 5;
const weights = normalised(
  Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * 1.5 ** 2))),
);
/** Pictures of fewer pixels a side have no structural similarity. */
export const smallestCompared = weights.length;
/** Keep quotients finite where a window is all of one brightness; for pixels in 0..1. */
const [steadyMean, steadyVariance] = [0.01 ** 2, 0.03 ** 2];

/**
 * Structural similarity (Wang, Bovik, Sheikh, Simoncelli, IEEE Trans. Image Processing 13, 2004): 1 where nothing
 * differs, near 0 where nothing is alike. Both are pixels in 0..1, [channels, size, size]; the mean over channels and all
 * windows that lie inside. Throws if they differ in length or are smaller than a window of 11 x 11.
 */
export function structuralSimilarity(target: Float32Array, reconstruction: Float32Array, size: number): number {
  const area = size * size;
  if (target.length !== reconstruction.length || size < weights.length || target.length % area !== 0)
    throw new Error(`cannot compare ${target.length} with ${reconstruction.length} pixels of ${size} x ${size}`);
  let sum = 0;
  for (let start = 0; start < target.length; start += area)
    sum += similarityOfPlane(target.subarray(start, start + area), reconstruction.subarray(start, start + area), size);
  return sum / (target.length / area);
}

function similarityOfPlane(one: Float32Array, other: Float32Array, size: number): number {
  const average = (of: (at: number) => number) =>
    windowMeans(
      Float64Array.from(one, (_, at) => of(at)),
      size,
    );
  const [mine, yours] = [(at: number) => one[at] ?? 0, (at: number) => other[at] ?? 0];
  const [meanOne, meanOther] = [average(mine), average(yours)];
  const [squareOne, squareOther] = [average((at) => mine(at) ** 2), average((at) => yours(at) ** 2)];
  const product = average((at) => mine(at) * yours(at));
  const similarities = meanOne.map((mean, at) => {
    const otherMean = meanOther[at] ?? 0;
    const variances = (squareOne[at] ?? 0) - mean ** 2 + (squareOther[at] ?? 0) - otherMean ** 2;
    const covariance = (product[at] ?? 0) - mean * otherMean;
    const likeness = (2 * mean * otherMean + steadyMean) * (2 * covariance + steadyVariance);
    return likeness / ((mean ** 2 + otherMean ** 2 + steadyMean) * (variances + steadyVariance));
  });
  return similarities.reduce((sum, value) => sum + value, 0) / similarities.length;
}

/** Weighted means over the windows that lie inside a plane [size, size], along rows and then along columns. */
function windowMeans(plane: Float64Array, size: number): Float64Array {
  const inside = size - 2 * reach;
  const across = new Float64Array(size * inside);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < inside; column++)
      across[row * inside + column] = weights.reduce(
        (sum, weight, at) => sum + weight * (plane[row * size + column + at] ?? 0),
        0,
      );
  const means = new Float64Array(inside * inside);
  for (let row = 0; row < inside; row++)
    for (let column = 0; column < inside; column++)
      means[row * inside + column] = weights.reduce(
        (sum, weight, at) => sum + weight * (across[(row + at) * inside + column] ?? 0),
        0,
      );
  return means;
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}
