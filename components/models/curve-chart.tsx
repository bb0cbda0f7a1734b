"use client";

import { useRef } from "react";
import { useExtent } from "../studio/stage/use-extent";
import { stepAxis } from "../ui/axis";
import { Term } from "../ui/term";
import { lossAxis, lossInWords } from "./curve";

export interface Line {
  readonly name: string;
  readonly look: "main" | "other";
  readonly points: readonly { readonly step: number; readonly value: number }[];
}

export interface CurveChartProps {
  /** What is measured, written above its axis. */
  measure: string;
  lines: readonly Line[];
  /** The step at which the training ends. */
  lastStep: number;
  /** The point whose model is kept. */
  best: { readonly step: number; readonly value: number } | null;
  summary: string;
}

const height = 196;
const margin = { left: 46, right: 12, top: 26, bottom: 34 };
const strokes = {
  main: { className: "stroke-leaf", strokeWidth: 2, strokeDasharray: undefined },
  other: { className: "stroke-ink-faint", strokeWidth: 1.5, strokeDasharray: "3 3" },
};

/** Values over the steps of a training; its height stands from the start, so that nothing moves while it grows. */
export function CurveChart(props: CurveChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const extent = useExtent(frame);
  return (
    <div ref={frame} style={{ height }} className="relative min-w-0">
      {extent && extent.width > 120 && <Drawing {...props} width={extent.width} />}
    </div>
  );
}

function Drawing({ measure, lines, lastStep, best, summary, width }: CurveChartProps & { width: number }) {
  const across = stepAxis(lastStep);
  const upward = lossAxis(lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const [inner, inward] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  const x = (step: number) => margin.left + across.at(step) * inner;
  const y = (value: number) => margin.top + (1 - upward.at(value)) * inward;
  const path = ({ points }: Line) => points.map(({ step, value }) => `${x(step)},${y(value)}`).join(" ");
  return (
    <svg role="img" aria-label={`${measure}. ${summary}`} width={width} height={height} className="absolute inset-0">
      <text x={margin.left} y={12} className="fill-ink-soft text-[12px]">
        {measure}
      </text>
      {upward.ticks.map((tick) => (
        <g key={tick}>
          <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={margin.left - 6} y={y(tick) + 4} textAnchor="end" className="figures fill-ink-faint text-[11px]">
            {lossInWords(tick)}
          </text>
        </g>
      ))}
      {across.ticks.map((tick) => (
        <text
          key={tick}
          x={x(tick)}
          y={height - margin.bottom + 15}
          textAnchor={tick === 0 ? "start" : across.at(tick) > 0.96 ? "end" : "middle"}
          className="figures fill-ink-faint text-[11px]"
        >
          {tick.toLocaleString("en")}
        </text>
      ))}
      <text x={width - margin.right} y={height - 4} textAnchor="end" className="fill-ink-soft text-[12px]">
        step
      </text>
      {lines.map((line) => (
        <polyline key={line.name} points={path(line)} fill="none" {...strokes[line.look]} strokeLinejoin="round" />
      ))}
      {lines
        .filter(({ points }) => points.length === 1)
        .flatMap(({ name, points }) =>
          points.map(({ step, value }) => (
            <circle key={name} cx={x(step)} cy={y(value)} r={2} className="fill-ink-faint" />
          )),
        )}
      {best && <circle cx={x(best.step)} cy={y(best.value)} r={4} className="fill-surface stroke-2 stroke-leaf" />}
    </svg>
  );
}

/** What the lines mean, in the chart's own strokes. */
export function Legend({ lines, best }: { lines: readonly Line[]; best: string | null }) {
  return (
    <ul className="figures flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-[12px] text-ink-soft leading-5">
      {lines.map(({ name, look }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg width={18} height={6} aria-hidden="true">
            <line x1={0} x2={18} y1={3} y2={3} {...strokes[look]} />
          </svg>
          {name}
        </li>
      ))}
      <li className="-ml-2.5">
        <Term about="Loss">
          How wrong the predicted noise or reconstruction is, on average; less is better. Held-out pictures are never
          learnt from: where their line rises while the other falls, pictures are learnt by heart.
        </Term>
      </li>
      {best && (
        <li className="flex items-center gap-1.5">
          <svg width={10} height={10} aria-hidden="true">
            <circle cx={5} cy={5} r={4} className="fill-surface stroke-2 stroke-leaf" />
          </svg>
          {best}
        </li>
      )}
    </ul>
  );
}
