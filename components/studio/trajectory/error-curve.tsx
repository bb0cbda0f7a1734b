"use client";

import { type PointerEvent, useRef, useState } from "react";
import type { ErrorPoint } from "@/protocol/embedding";
import { errorInFigures } from "../inspector/numbers";
import { useExtent } from "../stage/use-extent";
import { type Curve, errorAxis, evaluationsAxis, nearestPoint } from "./curve";

const widestTick = 64;
const wideFrom = 380;
const margin = { left: 46, right: 10, top: 18, bottom: 17 };

/** The error as it falls, over the network evaluations spent. */
export function ErrorCurve({ curve, height }: { curve: Curve; height: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useExtent(frame)?.width ?? 0;
  return (
    <div ref={frame} className="relative min-w-0 grow" style={{ height }}>
      {width > 140 && <Drawing curve={curve} width={width} height={height} />}
    </div>
  );
}

function Drawing({ curve, width, height }: { curve: Curve; width: number; height: number }) {
  const [across, setAcross] = useState<number | null>(null);
  const { points, wished } = curve;
  const [inner, inward] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  const errors = errorAxis(curve);
  const evaluations = evaluationsAxis(curve);
  const x = (point: ErrorPoint) => margin.left + evaluations.at(point.evaluations) * inner;
  const y = (error: number) => margin.top + (1 - errors.at(error)) * inward;
  const shown = (across === null ? null : nearestPoint(curve, across)) ?? points.at(-1);

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left;
    setAcross(Math.min(1, Math.max(0, left / inner)));
  };
  return (
    <svg
      role="img"
      aria-label={curveInWords(curve)}
      width={width}
      height={height}
      className="absolute inset-0"
      onPointerMove={point}
      onPointerLeave={() => setAcross(null)}
    >
      <text x={margin.left} y={11} className="figures fill-ink-soft text-[11px]">
        {shown ? `MSE ${errorInFigures(shown.meanSquaredError)}` : "MSE"}
        {shown && (
          <tspan className="fill-ink-faint">{` after ${shown.evaluations.toLocaleString("en")} evaluations`}</tspan>
        )}
      </text>
      {errors.ticks.map((tick) => (
        <g key={tick}>
          <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={margin.left - 5} y={y(tick) + 4} textAnchor="end" className="figures fill-ink-faint text-[10px]">
            {tickInFigures(tick)}
          </text>
        </g>
      ))}
      <EvaluationTicks curve={curve} width={width} height={height} />
      <polyline
        points={points.map((each) => `${x(each).toFixed(1)},${y(each.meanSquaredError).toFixed(1)}`).join(" ")}
        fill="none"
        strokeWidth={2}
        strokeLinejoin="round"
        className="stroke-leaf"
      />
      {wished !== null && (
        <g>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={y(wished)}
            y2={y(wished)}
            strokeDasharray="4 3"
            className="stroke-amber-dot"
          />
          <text
            x={width - margin.right}
            // Above everything where there is room, for the curve ends where the line is.
            y={width >= wideFrom ? 11 : y(wished) - 3}
            textAnchor="end"
            className="figures fill-amber stroke-[4px] stroke-surface text-[10px] [paint-order:stroke]"
          >
            {width >= wideFrom && "╌ "}wished {errorInFigures(wished)}
          </text>
        </g>
      )}
      {shown && (
        <circle cx={x(shown)} cy={y(shown.meanSquaredError)} r={3.5} className="fill-surface stroke-2 stroke-leaf" />
      )}
    </svg>
  );
}

function EvaluationTicks({ curve, width, height }: { curve: Curve; width: number; height: number }) {
  const axis = evaluationsAxis(curve);
  const inner = width - margin.left - margin.right;
  return (
    <g className="figures fill-ink-faint text-[10px]">
      {curve.last > 0 &&
        readable(axis.ticks, inner).map((tick) => (
          <text
            key={tick}
            x={margin.left + axis.at(tick) * inner}
            y={height - 4}
            textAnchor={tick === 0 ? "start" : axis.at(tick) > 0.94 ? "end" : "middle"}
          >
            {tick.toLocaleString("en")}
          </text>
        ))}
    </g>
  );
}

/** As many as stand beside one another without touching. */
function readable(ticks: readonly number[], width: number): readonly number[] {
  const every = Math.ceil((ticks.length * widestTick) / width);
  return ticks.filter((_, index) => index % every === 0);
}

/** Short enough to stand beside an axis: 0.01, 5e−4. */
function tickInFigures(tick: number): string {
  return tick >= 0.001 ? String(tick) : tick.toExponential(0).replace("e-", "e−");
}

/** What the curve shows, for those who do not see it. */
function curveInWords({ points, wished }: Curve): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "Error curve: nothing measured yet.";
  const fell = `Error curve: MSE ${errorInFigures(first.meanSquaredError)} at first, ${errorInFigures(last.meanSquaredError)} after ${last.evaluations} network evaluations.`;
  return wished === null ? fell : `${fell} Wished: ${errorInFigures(wished)}.`;
}
