import { describe, expect, it } from "vitest";
import { SeedStatistics } from "@/protocol/entities";
import { densities, drawHistogram, histogramBins, normalDensity } from "./histogram";
import { typicality } from "./normality";

/** What a draw from N(0, 1) looks like in the protocol's bins. */
const ideal = Array.from({ length: histogramBins }, (_, index) =>
  Math.round(normalDensity(-4 + (index + 0.5) / 3) * 100_000),
);

describe("a seed's histogram", () => {
  it("reads the protocol's bins", () => {
    const statistics = { mean: 0, variance: 1, largest: 3, histogram: Array(histogramBins).fill(0) };
    expect(SeedStatistics.safeParse(statistics).success).toBe(true);
  });

  it("has bars whose areas sum to one", () => {
    const area = densities(ideal).reduce((sum, share) => sum + share / 3, 0);
    expect(area).toBeCloseTo(1);
  });

  it("lies on the curve for a draw from N(0, 1)", () => {
    densities(ideal).forEach((share, index) => {
      expect(share).toBeCloseTo(normalDensity(-4 + (index + 0.5) / 3), 2);
    });
  });

  it("stays inside its frame for a seed with all its values in one bin", () => {
    const spike = ideal.map((_, index) => (index === 12 ? 1 : 0));
    for (const bar of drawHistogram(spike, 100, 40).bars) expect(bar.height).toBeLessThanOrEqual(40);
  });

  it("draws an empty histogram without dividing by nothing", () => {
    expect(densities(Array(histogramBins).fill(0))).toEqual(Array(histogramBins).fill(0));
  });
});

describe("a seed's typicality", () => {
  const drawn = { mean: 0.01, variance: 1.01, largest: 4.3, histogram: ideal };

  it("calls a random draw typical", () => {
    expect(typicality(drawn, 12_288)).toEqual({ typical: true, hints: [] });
  });

  it("says that found seeds of real pictures are usually packed closer to zero", () => {
    const { typical, hints } = typicality({ ...drawn, variance: 0.35 }, 12_288);
    expect(typical).toBe(false);
    expect(hints.join()).toContain("closer to zero");
  });

  it("says when values spread wide, lean to one side, or reach too far", () => {
    const { hints } = typicality({ ...drawn, mean: -0.3, variance: 3, largest: 9 }, 12_288);
    expect(hints).toHaveLength(3);
  });
});
