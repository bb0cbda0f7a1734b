/** The protocol's bins: 24 of equal width over -4..4. */
export const histogramBins = 24;
const reach = 4;
const binWidth = (2 * reach) / histogramBins;

/** N(0, 1)'s density at x. */
export function normalDensity(x: number): number {
  return Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Counts as densities, so that they can be laid over the curve whatever the number of values. */
export function densities(histogram: readonly number[]): number[] {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  return histogram.map((count) => (total === 0 ? 0 : count / (total * binWidth)));
}

export interface Drawing {
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
  /** An SVG path of the N(0, 1) curve. */
  readonly curve: string;
}

/** Bars and curve on one scale, which leaves the curve its full height unless a bar is higher. */
export function drawHistogram(histogram: readonly number[], width: number, height: number): Drawing {
  const shares = densities(histogram);
  const highest = Math.max(normalDensity(0) * 1.05, ...shares);
  const step = width / histogramBins;
  const bars = shares.map((share, index) => {
    const barHeight = (share / highest) * height;
    return { x: index * step, y: height - barHeight, width: step, height: barHeight };
  });
  const points = Array.from({ length: 65 }, (_, index) => {
    const x = -reach + (2 * reach * index) / 64;
    return `${((index / 64) * width).toFixed(1)},${(height - (normalDensity(x) / highest) * height).toFixed(1)}`;
  });
  return { bars, curve: `M${points.join("L")}` };
}
