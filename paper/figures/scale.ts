import type { Axis } from "./line-chart";

/** From values to places on the picture, and the values that are written beside it. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** `ends` are the places of the least and the largest value. What a logarithm cannot show lies at the lower end. */
export function scaleOf(
  { scale = "linear", range }: Axis,
  values: readonly number[],
  ends: readonly [number, number],
): Scale {
  const usable = scale === "linear" ? values : values.filter((value) => value > 0);
  const [low, high] = range ?? spread(usable, scale);
  const [from, to] = ends;
  const share = (value: number) =>
    scale === "linear" ? (value - low) / (high - low) : Math.log(value / low) / Math.log(high / low);
  return {
    at: (value) => from + Math.min(1, Math.max(0, value > 0 || scale === "linear" ? share(value) : 0)) * (to - from),
    ticks: scale === "linear" ? linearTicks(low, high) : logarithmicTicks(low, high),
  };
}

function spread(values: readonly number[], scale: "linear" | "logarithmic"): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!Number.isFinite(low)) return scale === "linear" ? [0, 1] : [1, 10];
  if (scale === "logarithmic") return [low / 1.3, high * 1.3];
  const room = (high - low || Math.abs(high) || 1) * 0.05;
  return [low >= 0 && low < high / 3 ? 0 : low - room, high + room];
}

function linearTicks(low: number, high: number): number[] {
  const step = niceStep((high - low) / 6);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, at) => (first + at) * step);
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

/** Powers of ten, and 2 and 5 of them where there are few. */
export function logarithmicTicks(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  const factors = decades < 1.2 ? [1, 2, 3, 5, 7] : decades < 3 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    for (const factor of factors) {
      const tick = factor * 10 ** power;
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  return ticks;
}

export function showTick(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return Number(value.toPrecision(3)).toLocaleString("en");
  return value.toExponential(0).replace("e-", "e−");
}
