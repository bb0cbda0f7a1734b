import type { TrainingPoint } from "@/protocol/training";
import { type Axis, linearAxis, logAxis } from "../ui/axis";

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
