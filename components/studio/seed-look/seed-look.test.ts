import { describe, expect, it } from "vitest";
import { SeedStatistics } from "@/protocol/entities";
import { densities, drawHistogram, histogramBins, normalDensity } from "./histogram";
import { isTypical, seedFigures } from "./normality";

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

describe("a seed's numbers", () => {
  const drawn = { mean: 0.01, variance: 1.01, largest: 4.3, histogram: ideal };
  const strays = (statistics: SeedStatistics) => seedFigures(statistics, 12_288).filter((figure) => !figure.typical);

  it("call a random draw typical", () => {
    expect(isTypical({ ...drawn, autocorrelation: 0.004, normDistance: -0.8 }, 12_288)).toBe(true);
  });

  it("leave out what was not measured", () => {
    expect(seedFigures(drawn, 12_288).map((figure) => figure.name)).toEqual(["Mean", "Variance", "Largest"]);
  });

  it("say that found seeds of real pictures are usually packed closer to zero", () => {
    const [hint] = strays({ ...drawn, variance: 0.35 });
    expect(hint).toMatchObject({ name: "Variance", value: "0.35", rule: "0.8 to 1.2" });
    expect(hint?.meaning).toContain("closer to zero");
  });

  it("say when values spread wide, lean to one side, or reach too far", () => {
    expect(strays({ ...drawn, mean: -0.3, variance: 3, largest: 9 }).map(({ name }) => name)).toEqual([
      "Mean",
      "Variance",
      "Largest",
    ]);
  });

  it("say when a picture shines through, and when the whole is weaker than chance", () => {
    const [pattern, norm] = strays({ ...drawn, autocorrelation: 0.31, normDistance: -16.5 });
    expect(pattern?.meaning).toContain("shines through");
    expect(norm).toMatchObject({ name: "Norm distance", value: "−16.5 σ" });
    expect(norm?.meaning).toContain("weaker");
  });
});
