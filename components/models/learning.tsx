"use client";

import { ChartLine } from "lucide-react";
import type { Training } from "@/protocol/training";
import { CurveNumbers } from "../ui/curve-numbers";
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
      <CurveNumbers
        caption="Losses at each check on held-out pictures"
        columns={["Step", "Learnt from", charts.length > 1 ? "Held out (MSE)" : "Held out"]}
        rows={curve.map((point) => ({
          cells: [point.step.toLocaleString("en"), lossInWords(point.trainingLoss), lossInWords(point.validationLoss)],
          isBest: point === best,
        }))}
      />
    </div>
  );
}
