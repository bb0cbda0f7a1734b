import type { Training, TrainingPoint } from "@/protocol/training";
import { bestPoint, curveInWords, lossInWords } from "./curve";
import type { CurveChartProps, Line } from "./curve-chart";

export type Chart = Omit<CurveChartProps, "lastStep">;

/**
 * What a training's curve is drawn as. A denoiser's losses are of one measure and stand on one axis; an embedder is judged
 * by the error of its reconstructions, which is another measure than the loss that it learns by.
 */
export function chartsOf({ lesson, curve }: Pick<Training, "lesson" | "curve">): readonly Chart[] {
  const best = bestPoint(curve);
  const heldOut = lineOf("held out", "main", curve, (point) => point.validationLoss);
  const learntFrom = lineOf("learnt from", "other", curve, (point) => point.trainingLoss);
  const marked = best && { step: best.step, value: best.validationLoss };
  if (lesson.kind === "denoiser") {
    const summary = curveInWords("Loss of held-out pictures", curve);
    return [{ measure: "Loss", lines: [heldOut, learntFrom], best: marked, summary }];
  }
  const error = curveInWords("Error of held-out reconstructions", curve);
  const now = curve.at(-1);
  return [
    { measure: "Error of reconstructions (MSE)", lines: [heldOut], best: marked, summary: error },
    {
      measure: "Loss",
      lines: [learntFrom],
      best: null,
      summary: now ? `Loss of what is learnt from: now ${lossInWords(now.trainingLoss)}.` : "",
    },
  ];
}

function lineOf(
  name: string,
  look: Line["look"],
  curve: readonly TrainingPoint[],
  measure: (point: TrainingPoint) => number,
): Line {
  return { name, look, points: curve.map((point) => ({ step: point.step, value: measure(point) })) };
}
