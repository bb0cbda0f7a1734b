import { describe, expect, it } from "vitest";
import { planeOf, spectrumOf } from "./fourier";
import { drawSeed } from "./random";
import { seedStatistics, seedTypicality } from "./statistics";
import { towardsTypical } from "./typical";

const shape = [1, 1, 32, 32];
/** A seed that is far too large, and as smooth as a picture. */
const odd = {
  shape,
  data: drawSeed(1, shape).data.map((value, at) => 3 * Math.sin(at / 90) + 2 * Math.cos((at % 32) / 5) + 0.1 * value),
};

describe("the waves of a plane", () => {
  it("are a single pair where there is one wave, and give the plane back", () => {
    const plane = Float32Array.from({ length: 144 }, (_, at) => Math.cos((2 * Math.PI * 3 * (at % 12)) / 12));
    const spectrum = spectrumOf(plane, 12);
    const strengths = spectrum.real.map((real, at) => Math.hypot(real, spectrum.imaginary[at] ?? 0));
    expect([...strengths.keys()].filter((at) => (strengths[at] ?? 0) > 1e-3)).toEqual([3, 9]);
    expect(strengths[3]).toBeCloseTo(72, 4);
    for (const [at, value] of planeOf(spectrum).entries()) expect(value).toBeCloseTo(plane[at] ?? 0, 5);
  });
});

describe("a seed on its way to a typical one", () => {
  it("is itself at no realism, and as spread as a draw from N(0, I) at the most", () => {
    expect(towardsTypical(odd, 0, 9)).toEqual(odd);
    const typical = towardsTypical(odd, 1, 9);
    const { variance } = seedStatistics(typical);
    expect(variance).toBeGreaterThan(0.8);
    expect(variance).toBeLessThan(1.2);
    const { autocorrelation, normDistance } = seedTypicality(typical);
    expect(Math.abs(autocorrelation)).toBeLessThan(0.1);
    expect(Math.abs(normDistance)).toBeLessThan(4);
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

  it("leaves every wave where it is, also at the most", () => {
    const [before, after] = [spectrumOf(odd.data, 32), spectrumOf(towardsTypical(odd, 1, 9).data, 32)];
    for (const [at, real] of before.real.entries()) {
      const [place, placeAfter] = [before, after].map((one) => Math.atan2(one.imaginary[at] ?? 0, one.real[at] ?? 0));
      const turn = Math.abs((place ?? 0) - (placeAfter ?? 0));
      if (Math.hypot(real, before.imaginary[at] ?? 0) > 1)
        expect(Math.min(turn, 2 * Math.PI - turn)).toBeLessThan(0.01);
    }
  });

  it("is the same for the same number, alone or among others, and whole where a wave is missing", () => {
    expect(towardsTypical(odd, 0.5, 9)).toEqual(towardsTypical(odd, 0.5, 9));
    expect(towardsTypical(odd, 0.5, 9)).not.toEqual(towardsTypical(odd, 0.5, 8));
    const both = { shape: [2, 1, 32, 32], data: Float32Array.from([...odd.data, ...odd.data]) };
    expect(towardsTypical(both, 0.5, 9).data.subarray(1024)).toEqual(towardsTypical(odd, 0.5, 9).data);
    const empty = towardsTypical({ shape, data: new Float32Array(1024) }, 1, 9);
    expect(empty.data.every((value) => value === 0)).toBe(true);
  });
});
