"use client";

import { ChartLine } from "lucide-react";
import type { Training, TrainingPoint } from "@/protocol/training";
import { bestPoint, curveInWords, lossInWords, shownSteps } from "./curve";
import { CurveChart, Legend, type Line } from "./curve-chart";

/** How a training's loss falls: of what is learnt from, and of what is held out. */
export function Learning({ training }: { training: Training }) {
  const { curve, facts } = training;
  const last = curve.at(-1);
  if (!last) {
    return (
      <div className="grid h-[220px] place-items-center rounded-control border border-line border-dashed p-4 text-center text-[13px] text-ink-faint">
        <span className="flex flex-col items-center gap-2">
          <ChartLine size={20} aria-hidden="true" />
          The curve begins with the first check on held-out pictures.
        </span>
      </div>
    );
  }
  const best = bestPoint(curve);
  const isOver = training.state === "done" || training.state === "cancelled" || training.state === "failed";
  const lastStep = isOver ? last.step : shownSteps(last.step, facts?.steps ?? 0);
  const lines = [
    lineOf("held out", "main", curve, (point) => point.validationLoss),
    lineOf("learnt from", "other", curve, (point) => point.trainingLoss),
  ];
  const errors = lineOf("held out", "main", curve, (point) => point.meanSquaredError);
  const bestError = best?.meanSquaredError;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <CurveChart
        measure="Loss"
        lines={lines}
        lastStep={lastStep}
        best={best && { step: best.step, value: best.validationLoss }}
        summary={curveInWords(curve)}
      />
      <Legend
        lines={lines}
        best={best && `best ${lossInWords(best.validationLoss)} at step ${best.step.toLocaleString("en")}`}
      />
      {errors.points.length > 0 && (
        <CurveChart
          measure="Error of reconstructions (MSE)"
          lines={[errors]}
          lastStep={lastStep}
          best={best && bestError !== undefined ? { step: best.step, value: bestError } : null}
          summary={`Now ${lossInWords(errors.points.at(-1)?.value ?? 0)}.`}
        />
      )}
      <Numbers curve={curve} best={best} />
    </div>
  );
}

function lineOf(
  name: string,
  look: Line["look"],
  curve: readonly TrainingPoint[],
  measure: (point: TrainingPoint) => number | undefined,
): Line {
  const points = curve.flatMap((point) => {
    const value = measure(point);
    return value === undefined ? [] : [{ step: point.step, value }];
  });
  return { name, look, points };
}

/** The curve as it can be read out, and copied. */
function Numbers({ curve, best }: { curve: readonly TrainingPoint[]; best: TrainingPoint | null }) {
  const hasErrors = curve.some((point) => point.meanSquaredError !== undefined);
  return (
    <details className="text-[13px]">
      <summary className="w-fit rounded-md py-1 text-ink-soft hover:text-ink">Numbers of the curve</summary>
      <div className="thin-scroll max-h-56 overflow-y-auto rounded-control border border-line">
        <table className="figures w-full text-right">
          <caption className="sr-only">Losses at each check on held-out pictures</caption>
          <thead className="sticky top-0 bg-surface text-ink-soft">
            <tr>
              {["Step", "Learnt from", "Held out", ...(hasErrors ? ["MSE"] : [])].map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {curve.map((point) => (
              <tr key={point.step} className={point === best ? "bg-leaf-soft" : ""}>
                <th scope="row" className="px-3 py-1 font-normal">
                  {point.step.toLocaleString("en")}
                </th>
                <td className="px-3 py-1">{lossInWords(point.trainingLoss)}</td>
                <td className="px-3 py-1">
                  {lossInWords(point.validationLoss)}
                  {point === best && <span className="sr-only"> (best)</span>}
                </td>
                {hasErrors && (
                  <td className="px-3 py-1">
                    {point.meanSquaredError === undefined ? "–" : lossInWords(point.meanSquaredError)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
