/** The value below which `share` (0..1) of the values lie; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, next) => one - next);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return value === undefined ? null : Math.round(value * 100) / 100;
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** Median and extremes of times in milliseconds. */
export function spread(values: readonly number[]) {
  return { median: median(values), least: quantile(values, 0), most: quantile(values, 1), rounds: values.length };
}

/** Milliseconds since 1970, finer than Date.now(). */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
