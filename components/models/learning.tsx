"use client";

import { ChartLine } from "lucide-react";
import type { Training, TrainingPoint } from "@/protocol/training";
import { chartsOf } from "./charts";
import { bestPoint, lossInWords, shownSteps } from "./curve";
import { CurveChart, Legend } from "./curve-chart";

/** How a training's loss falls: of what is learnt from, and of what is held out. */
export function Learning({ training }: { training: Training }) {
  const { curve, facts } = training;
  const last = curve.at(-1);
  if (!last) {
    return (
      <div className="grid h-55 place-items-center rounded-control border border-line border-dashed p-4 text-center text-[13px] text-ink-faint">
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
  const charts = chartsOf(training);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className={charts.length > 1 ? "grid gap-x-6 gap-y-2 md:grid-cols-2" : ""}>
        {charts.map((chart) => (
          <CurveChart key={chart.measure} {...chart} lastStep={lastStep} />
        ))}
      </div>
      <Legend
        lines={charts.flatMap(({ lines }) => lines)}
        best={best && `best ${lossInWords(best.validationLoss)} at step ${best.step.toLocaleString("en")}`}
      />
      <Numbers curve={curve} best={best} heldOut={charts.length > 1 ? "Held out (MSE)" : "Held out"} />
    </div>
  );
}

interface NumbersProps {
  curve: readonly TrainingPoint[];
  best: TrainingPoint | null;
  /** What is measured on held-out pictures. */
  heldOut: string;
}

/** The curve as it can be read out, and copied. */
function Numbers({ curve, best, heldOut }: NumbersProps) {
  return (
    <details className="text-[13px]">
      <summary className="w-fit rounded-md py-1 text-ink-soft hover:text-ink">Numbers of the curve</summary>
      <div className="thin-scroll max-h-56 overflow-y-auto rounded-control border border-line">
        <table className="figures w-full text-right">
          <caption className="sr-only">Losses at each check on held-out pictures</caption>
          <thead className="sticky top-0 bg-surface text-ink-soft">
            <tr>
              {["Step", "Learnt from", heldOut].map((name) => (
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
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
