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
