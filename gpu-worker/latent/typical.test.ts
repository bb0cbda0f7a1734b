import { describe, expect, it } from "vitest";
import { drawNormal, drawSeed } from "./random";
import { seedStatistics, seedTypicality } from "./statistics";
import { towardsTypical } from "./typical";

const shape = [1, 1, 32, 32];
/** Far too large, and as smooth as a picture. */
const odd = { shape, data: drawSeed(1, shape).data.map((_, at) => 3 * Math.sin(at / 7)) };

describe("a seed on its way to a typical one", () => {
  it("is itself at no realism, and looks like a draw from N(0, I) at the most", () => {
    expect(towardsTypical(odd, 0, 9)).toEqual(odd);
    const typical = towardsTypical(odd, 1, 9);
    const { variance } = seedStatistics(typical);
    expect(variance).toBeGreaterThan(0.8);
    expect(variance).toBeLessThan(1.2);
    expect(Math.abs(seedTypicality(typical).autocorrelation)).toBeLessThan(0.1);
  });

  it("is more typical the more realism is asked for", () => {
    const distances = [0, 0.25, 0.5, 0.75, 1].map((realism) => {
      const { autocorrelation, normDistance } = seedTypicality(towardsTypical(odd, realism, 9));
      return [autocorrelation, Math.abs(normDistance)] as const;
    });
    for (const [index, [autocorrelation, normDistance]] of distances.entries()) {
      const before = distances[index - 1];
      if (!before) continue;
      expect(autocorrelation).toBeLessThan(before[0]);
      expect(normDistance).toBeLessThan(before[1]);
    }
  });

  it("is the same for the same number, and no seed that somebody draws from that number", () => {
    expect(towardsTypical(odd, 0.5, 9)).toEqual(towardsTypical(odd, 0.5, 9));
    expect(towardsTypical(odd, 0.5, 9)).not.toEqual(towardsTypical(odd, 0.5, 8));
    expect(towardsTypical(odd, 1, 9).data[0]).not.toBeCloseTo(drawNormal(9, 0, shape).data[0] ?? 0, 3);
  });
});
