import type { SeedStatistics } from "../../protocol/entities";
import type { Tensor } from "../tensor";

const bins = 24;
const reach = 4;

/** How near a seed of any shape is to a draw from N(0, 1): moments over all its values, in double precision. */
export function seedStatistics({ data }: Tensor): SeedStatistics {
  const histogram = new Array<number>(bins).fill(0);
  let sum = 0;
  let largest = 0;
  for (const value of data) {
    sum += value;
    largest = Math.max(largest, Math.abs(value));
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value + reach) / (2 * reach)) * bins)));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const count = Math.max(1, data.length);
  const mean = sum / count;
  let squares = 0;
  for (const value of data) squares += (value - mean) ** 2;
  return { mean, variance: squares / count, largest, histogram };
}

/** How near a seed is to a draw from N(0, I) as a whole, beside its values one by one. */
export interface SeedTypicality {
  /** Correlation of values with their right and lower neighbours, mean of both; 0 is what N(0, I) gives. */
  readonly autocorrelation: number;
  /**
   * How far the seed's norm is from what N(0, I) of as many numbers gives on average, in standard deviations of that:
   * within -2..2 nineteen times out of twenty; below 0 the seed is nearer to the origin.
   */
  readonly normDistance: number;
}

/** Of a seed [n, channels, height, width] or [channels, height, width]; of several their means. */
export function seedTypicality({ shape, data }: Tensor): SeedTypicality {
  const [channels = 1, height = 1, width = 1] = shape.slice(-3);
  const size = channels * height * width;
  const each = Array.from({ length: data.length / size }, (_, index) => {
    const seed = data.subarray(index * size, (index + 1) * size);
    return { autocorrelation: autocorrelation(seed, height, width), normDistance: normDistance(seed) };
  });
  const mean = (of: (one: SeedTypicality) => number) => each.reduce((sum, one) => sum + of(one), 0) / each.length;
  return { autocorrelation: mean((one) => one.autocorrelation), normDistance: mean((one) => one.normDistance) };
}

function autocorrelation(seed: Float32Array, height: number, width: number): number {
  const mean = seed.reduce((sum, value) => sum + value, 0) / seed.length;
  const variance = seed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seed.length;
  if (variance === 0) return 1;
  const sums = { right: 0, below: 0 };
  for (let at = 0; at < seed.length; at++) {
    const value = (seed[at] ?? 0) - mean;
    const [row, column] = [Math.floor(at / width) % height, at % width];
    if (column + 1 < width) sums.right += value * ((seed[at + 1] ?? 0) - mean);
    if (row + 1 < height) sums.below += value * ((seed[at + width] ?? 0) - mean);
  }
  const pairs = (length: number) => (seed.length * (length - 1)) / length;
  return (sums.right / pairs(width) + sums.below / pairs(height)) / 2 / variance;
}

/** The chi distribution of k numbers has mean sqrt(k - 1/2) and variance 1/2, but for terms of 1 / k. */
function normDistance(seed: Float32Array): number {
  const norm = Math.sqrt(seed.reduce((sum, value) => sum + value * value, 0));
  return (norm - Math.sqrt(seed.length - 0.5)) / Math.sqrt(0.5);
}
