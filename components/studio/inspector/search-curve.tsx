"use client";

import { CurveNumbers } from "../../ui/curve-numbers";
import { useStudio } from "../state/studio-context";
import type { Work } from "../state/work";
import { curveOf } from "../trajectory/curve";
import { errorInFigures } from "./numbers";

/** The error curve over the strip as numbers, while it falls and after. */
export function SearchCurve({ work: { embed } }: { work: Work }) {
  const progress = useStudio((state) => (embed ? state.progress.get(embed.key) : undefined));
  const points = curveOf(embed, progress)?.points ?? [];
  if (points.length === 0) return null;
  return (
    <CurveNumbers
      caption="The error of the best seed so far, over the network evaluations spent"
      columns={["Evaluations", "MSE"]}
      rows={points.map((point) => ({
        cells: [point.evaluations.toLocaleString("en"), errorInFigures(point.meanSquaredError)],
        isBest: false,
      }))}
    />
  );
}
