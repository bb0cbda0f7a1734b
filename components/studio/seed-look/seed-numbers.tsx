"use client";

import type { Seed } from "@/protocol/entities";
import { Picture } from "../../ui/picture";
import { StatusDot } from "../../ui/status-dot";
import { Term } from "../../ui/term";
import { addressesIn } from "../pixels/addresses";
import { useStudio } from "../state/studio-context";
import { HistogramOverCurve } from "./histogram-over-curve";
import { isTypical, type SeedFigure, seedFigures } from "./normality";

/** A seed's look, its histogram over the N(0, 1) curve, its numbers, and what they mean. */
export function SeedNumbers({ seed }: { seed: Seed }) {
  const sessionId = useStudio((state) => state.sessionId);
  const { statistics } = seed;
  const [channels, rows, columns] = seed.shape;
  const values = channels * rows * columns;
  if (!statistics) return <p className="text-[13px] text-ink-faint">The seed is being drawn.</p>;

  const figures = seedFigures(statistics, values);
  const typical = isTypical(statistics, values);
  const strays = figures.filter((figure) => !figure.typical);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex gap-3">
        <Picture
          src={addressesIn(sessionId).seedPreview(seed.id)}
          alt="The seed's look"
          className="honest-pixels size-14 shrink-0 rounded-md"
        />
        <HistogramOverCurve histogram={statistics.histogram} className="h-14 min-w-0 grow" />
        <Term about="The seed's look and its histogram">
          The seed's look: 0 is mid-grey, −3 is black and +3 is white, for every seed alike. Beside it, how often each
          value occurs (bars), and how often it would in a draw from N(0, 1) (line).
        </Term>
      </div>
      <table className="figures w-full text-[13px] leading-[18px]">
        <caption className="sr-only">The seed's numbers</caption>
        <thead className="text-[12px] text-ink-faint">
          <tr>
            <th scope="col" className="text-left font-normal">
              Number
            </th>
            <th scope="col" className="text-right font-normal">
              Value
            </th>
            <th scope="col" className="text-right font-normal">
              Typical
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <FigureRow key={figure.name} figure={figure} />
          ))}
        </tbody>
      </table>
      <div className="flex flex-col gap-1">
        <p className="flex items-baseline gap-2 text-[13px]">
          <StatusDot look={typical ? "good" : "fair"} />
          <span className="font-medium">{typical ? "A typical seed" : "Strays from a typical seed"}</span>
        </p>
        <p className="text-[12px] text-ink-faint leading-4">Green within what is typical, amber beyond.</p>
        {strays[0] && <p className="text-[13px] text-ink-soft leading-[18px]">{strays[0].meaning}</p>}
      </div>
    </div>
  );
}

function FigureRow({ figure: { name, value, rule, typical, meaning } }: { figure: SeedFigure }) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-0.5 text-left font-normal text-ink-soft">
        <span className="flex items-center gap-1">
          <StatusDot look={typical ? "good" : "fair"} className="mr-1" />
          {name}
          <span className="sr-only">{typical ? " (typical)" : " (strays)"}</span>
          <Term about={name}>{meaning}</Term>
        </span>
      </th>
      <td className="text-right font-medium">{value}</td>
      <td className="text-right text-[12px] text-ink-faint">{rule}</td>
    </tr>
  );
}
