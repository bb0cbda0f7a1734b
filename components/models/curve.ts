import type { TrainingPoint } from "@/protocol/training";

/** One axis of a chart: where values stand on it, 0..1, and which of them are written beside it. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Losses that fall further than this are read more easily on a logarithmic axis. */
const farFall = 8;

/** The axis of values that fall: logarithmic where they fall far, else from a round number to a round number. */
export function lossAxis(values: readonly number[]): Axis {
  const finite = values.filter(Number.isFinite);
  const [lowest, highest] = [Math.min(...finite), Math.max(...finite)];
  if (finite.length === 0) return linearAxis(0, 1);
  return lowest > 0 && highest / lowest >= farFall ? logAxis(lowest, highest) : linearAxis(lowest, highest);
}

/**
 * The step at which the axis ends: the last that is to come, so that the curve grows into its place; of a long training
 * at its beginning a half, quarter, … of that, so that there is something to see.
 */
export function shownSteps(reached: number, all: number): number {
  if (reached >= all) return reached;
  return reached * 10 >= all ? all : shownSteps(reached, all / 2);
}

/** Steps from 0 to the last on the axis. */
export function stepAxis(last: number): Axis {
  const [, ...ticks] = roundTicks(0, last, 4);
  return {
    at: (step) => step / Math.max(1, last),
    ticks: [0, ...ticks.filter((tick) => tick <= last && Number.isInteger(tick))],
  };
}

function linearAxis(lowest: number, highest: number): Axis {
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

/** The point whose model is kept: the least loss of held-out pictures, the earliest of equals. */
export function bestPoint(curve: readonly TrainingPoint[]): TrainingPoint | null {
  return curve.reduce<TrainingPoint | null>(
    (best, point) => (best && best.validationLoss <= point.validationLoss ? best : point),
    null,
  );
}

/** Four digits that mean something, without a tail of zeros. */
export function lossInWords(loss: number): string {
  if (loss !== 0 && Math.abs(loss) < 1e-4) return loss.toExponential(2);
  return String(Number(loss.toPrecision(3)));
}

/** What a curve shows, in a sentence for those who do not see it. */
export function curveInWords(measure: string, curve: readonly TrainingPoint[]): string {
  const [first, last, best] = [curve[0], curve.at(-1), bestPoint(curve)];
  if (!first || !last || !best) return "No point of the curve yet.";
  const held = (point: TrainingPoint) =>
    `${lossInWords(point.validationLoss)} at step ${point.step.toLocaleString("en")}`;
  if (first === last) return `${measure}: ${held(first)}.`;
  const ends = `${measure}: ${held(first)}, ${held(last)}`;
  return best === last ? `${ends}, the best so far.` : `${ends}; best ${held(best)}.`;
}
