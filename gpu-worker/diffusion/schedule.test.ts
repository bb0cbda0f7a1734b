import { describe, expect, it } from "vitest";
import { embedVariance, generationRates, ratesAt } from "./schedule";

const schedule = { kind: "continuous-cosine", minSignalRate: 0.02, maxSignalRate: 0.95 } as const;

describe("the continuous cosine schedule", () => {
  it("runs from the largest signal rate to the smallest", () => {
    expect(ratesAt(0, schedule).signalRate).toBeCloseTo(0.95, 12);
    expect(ratesAt(1, schedule).signalRate).toBeCloseTo(0.02, 12);
    for (const time of [0, 0.3, 1]) {
      const { noiseRate, signalRate } = ratesAt(time, schedule);
      expect(noiseRate ** 2 + signalRate ** 2).toBeCloseTo(1, 12);
    }
  });

  it("has the published ratios of noise to signal at ten steps, and ends clean", () => {
    const ratios = generationRates(10, schedule).map(({ noiseRate, signalRate }) => noiseRate / signalRate);
    const published = [49.99, 6.93, 3.66, 2.43, 1.77, 1.35, 1.05, 0.82, 0.63, 0.47, 0];
    expect(ratios).toHaveLength(published.length);
    published.forEach((ratio, index) => {
      expect(ratios[index]).toBeCloseTo(ratio, 1);
    });
  });
});

describe.each(["linear", "quadratic", "cosine"] as const)("the %s schedule", (kind) => {
  const rates = Array.from({ length: 101 }, (_, at) => ratesAt(at / 100, { kind }));

  it("runs from a clean picture to one that is nearly noise, and never back", () => {
    expect(rates[0]?.signalRate).toBeCloseTo(1, 6);
    expect(rates.at(-1)?.signalRate).toBeLessThan(0.03);
    expect(rates.at(-1)?.signalRate).toBeGreaterThan(0.01);
    rates.slice(1).forEach(({ signalRate }, at) => {
      expect(signalRate).toBeLessThanOrEqual(rates[at]?.signalRate ?? 0);
    });
  });

  it("keeps the variance", () => {
    for (const { noiseRate, signalRate } of rates) expect(noiseRate ** 2 + signalRate ** 2).toBeCloseTo(1, 12);
  });
});

describe("the embedded noise variance", () => {
  it("holds sines, then cosines, from one turn to the most", () => {
    const embedded = embedVariance(Math.sqrt(0.3), { dims: 4, maxFrequency: 1000 });
    const wanted = [Math.sin(0.6 * Math.PI), Math.sin(600 * Math.PI), Math.cos(0.6 * Math.PI), Math.cos(600 * Math.PI)];
    wanted.forEach((value, at) => {
      expect(embedded[at]).toBeCloseTo(value, 6);
    });
  });
});
