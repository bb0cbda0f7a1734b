"use client";

import type { Seed } from "@/protocol/entities";
import { Picture } from "../../ui/picture";
import { StatusDot } from "../../ui/status-dot";
import { Tooltip } from "../../ui/tooltip";
import { signed } from "../inspector/numbers";
import { addressesIn } from "../pixels/addresses";
import { useStudio } from "../state/studio-context";
import { drawHistogram } from "./histogram";
import { meanRange, typicality, unusual, varianceRange } from "./normality";

const width = 132;
const height = 56;

/** A seed's look, its histogram over the N(0, 1) curve, and what the two mean. */
export function SeedNumbers({ seed }: { seed: Seed }) {
  const sessionId = useStudio((state) => state.sessionId);
  const { statistics } = seed;
  const [channels, rows, columns] = seed.shape;
  const values = channels * rows * columns;
  if (!statistics) return <p className="text-[13px] text-ink-faint">The seed is being drawn.</p>;

  const { typical, hints } = typicality(statistics, values);
  const { bars, curve } = drawHistogram(statistics.histogram, width, height);
  const rule =
    `Green: variance ${varianceRange[0]} to ${varianceRange[1]}, mean within ${meanRange} of 0, ` +
    `and no value beyond ±${unusual(values).toFixed(1)}. Amber otherwise.`;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex gap-3">
        <Tooltip text="The seed's look: 0 is mid-grey, −3 is black and +3 is white, for every seed alike." side="left">
          <Picture
            src={addressesIn(sessionId).seedPreview(seed.id)}
            alt="The seed's look"
            className="honest-pixels size-14 shrink-0 rounded-md"
          />
        </Tooltip>
        <Tooltip
          text="How often each value occurs (bars), and how often it would in a draw from N(0, 1) (line)."
          side="left"
        >
          <svg
            viewBox={`0 0 ${width} ${height}`}
            className="h-14 min-w-0 grow"
            preserveAspectRatio="none"
            role="img"
            aria-label="Histogram of the seed's values over the N(0, 1) curve"
          >
            {bars.map((bar) => (
              <rect key={bar.x} {...bar} width={bar.width - 1} className="fill-ink-faint/50" />
            ))}
            <path d={curve} className="fill-none stroke-leaf" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
            <path d={`M0 ${height}H${width}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
          </svg>
        </Tooltip>
      </div>
      <dl className="figures grid grid-cols-3 gap-2">
        <Figure name="Mean" value={signed(statistics.mean, 3)} ideal="0" />
        <Figure name="Variance" value={statistics.variance.toFixed(2)} ideal="1" />
        <Figure name="Largest" value={statistics.largest.toFixed(1)} ideal={`≤ ${unusual(values).toFixed(1)}`} />
      </dl>
      <Tooltip text={rule} side="left">
        <p className="flex items-baseline gap-2 text-[13px]">
          <StatusDot look={typical ? "good" : "fair"} />
          <span className="font-medium">{typical ? "A typical seed" : "Strays from a typical seed"}</span>
        </p>
      </Tooltip>
      {hints.map((hint) => (
        <p key={hint} className="text-[13px] text-ink-soft leading-[18px]">
          {hint}
        </p>
      ))}
    </div>
  );
}

function Figure({ name, value, ideal }: { name: string; value: string; ideal: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-[12px] text-ink-faint leading-4">{name}</dt>
      <dd className="font-medium">{value}</dd>
      <dd className="text-[12px] text-ink-faint leading-4">typical {ideal}</dd>
    </div>
  );
}
