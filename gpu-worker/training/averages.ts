import type { Tensor } from "../tensor";

export type Weights = ReadonlyMap<string, Tensor>;

/** Moves averages towards values by a share of their distance, in place: an exponential moving average. */
export function average(averages: Weights, values: Weights, share: number): void {
  for (const [name, { data }] of values) {
    const moved = averages.get(name)?.data;
    if (!moved) throw new Error(`there is no average of ${name}`);
    for (let at = 0; at < moved.length; at++) {
      const before = moved[at] as number;
      moved[at] = before + share * ((data[at] as number) - before);
    }
  }
}

/** The share of a step in the averages: at first large, so that a short training does not average its beginning. */
export function shareOf(step: number, averaging: number): number {
  return 1 - Math.min(averaging, (1 + step) / (10 + step));
}

export function copyOf(weights: Weights): Map<string, Tensor> {
  return new Map([...weights].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
}
