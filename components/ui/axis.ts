/** One axis of a chart: where values stand on it, 0..1, and which of them are written beside it. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Steps from 0 to the last on the axis. */
export function stepAxis(last: number): Axis {
  const [, ...ticks] = roundTicks(0, last, 4);
  return {
    at: (step) => step / Math.max(1, last),
    ticks: [0, ...ticks.filter((tick) => tick <= last && Number.isInteger(tick))],
  };
}

/** From a round number to a round number, wider where all values are alike. */
export function linearAxis(lowest: number, highest: number): Axis {
  const isFlat = highest - lowest < 1e-9 * Math.abs(highest);
  const ticks = isFlat ? roundTicks(lowest * 0.9, highest * 1.1 + 1e-9, 3) : roundTicks(lowest, highest, 3);
  const [from = 0, to = 1] = [ticks[0], ticks.at(-1)];
  return { at: (value) => (value - from) / (to - from), ticks };
}

/** From a round number to a round number; every value has to be above 0. */
export function logAxis(lowest: number, highest: number): Axis {
  const rounds = [1, 2, 5];
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(lowest)); power <= Math.ceil(Math.log10(highest)); power += 1) {
    for (const round of rounds) all.push(Number(`${round}e${power}`));
  }
  const from = all.findLast((tick) => tick <= lowest) ?? lowest;
  const to = all.find((tick) => tick >= highest) ?? highest;
  const inside = all.filter((tick) => tick >= from && tick <= to);
  const ticks = inside.length > 7 ? inside.filter((tick) => /^1/.test(tick.toExponential())) : inside;
  const span = Math.log(to / from);
  return { at: (value) => Math.log(value / from) / span, ticks };
}

/** Multiples of 1, 2 or 5 that enclose the range in about so many parts. */
function roundTicks(lowest: number, highest: number, parts: number): number[] {
  const rough = (highest - lowest) / parts || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const part = [1, 2, 5, 10].map((round) => round * power).find((round) => round >= rough) ?? rough;
  const first = Math.floor(lowest / part + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / part - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * part).toPrecision(12)));
}
