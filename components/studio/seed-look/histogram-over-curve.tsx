import type { ComponentProps } from "react";
import { drawHistogram } from "./histogram";

const width = 132;
const height = 56;

/** How often each value occurs, over the N(0, 1) curve. */
export function HistogramOverCurve({ histogram, ...rest }: ComponentProps<"svg"> & { histogram: readonly number[] }) {
  const { bars, curve } = drawHistogram(histogram, width, height);
  return (
    <svg
      {...rest}
      viewBox={`0 0 ${width} ${height}`}
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
  );
}
