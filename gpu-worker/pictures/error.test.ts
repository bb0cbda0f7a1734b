import { describe, expect, it } from "vitest";
import { drawUniform } from "../latent/random";
import { compare, structuralSimilarity } from "./error";

describe("the error of a reconstruction", () => {
  it("is the mean squared difference, and its logarithm in decibels", () => {
    const { meanSquaredError, peakSignalToNoise } = compare(
      Float32Array.of(0, 0.5, 1, 0),
      Float32Array.of(0.1, 0.5, 0.9, 0),
    );
    expect(meanSquaredError).toBeCloseTo(0.005, 8);
    expect(peakSignalToNoise).toBeCloseTo(23.0103, 3);
  });

  it("is 0, and no number of decibels, where nothing differs", () => {
    expect(compare(Float32Array.of(0.2, 0.4), Float32Array.of(0.2, 0.4))).toEqual({
      meanSquaredError: 0,
      peakSignalToNoise: null,
    });
  });

  it("is refused where it is not a number, or the pictures differ in size", () => {
    expect(() => compare(Float32Array.of(0), Float32Array.of(Number.NaN))).toThrow("finite");
    expect(() => compare(Float32Array.of(0), Float32Array.of(0, 0))).toThrow("compare");
  });
});

describe("the structural similarity of a reconstruction", () => {
  const noise = Float32Array.from(drawUniform(1, 0, 3 * 256));

  it("is 1 where nothing differs, of every channel", () => {
    expect(structuralSimilarity(noise, noise, 16)).toBeCloseTo(1, 12);
  });

  it("is what the published formula gives by hand, of a ramp against a flatter and brighter one", () => {
    const ramp = Float32Array.from({ length: 256 }, (_, at) => (at % 16) / 15);
    const flat = ramp.map((pixel) => 0.5 + (pixel - 0.5) * 0.5 + 0.1);
    // Every window of the ramp has the same variance, so the published formula can be worked out by hand for each.
    const weights = Array.from({ length: 11 }, (_, at) => Math.exp(-((at - 5) ** 2) / 4.5));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const variance = weights.reduce((sum, weight, at) => sum + (weight / total) * ((at - 5) / 15) ** 2, 0);
    const expected = [5, 6, 7, 8, 9, 10].map((column) => {
      const [one, other] = [column / 15, 0.35 + column / 30];
      const brightness = (2 * one * other + 1e-4) / (one ** 2 + other ** 2 + 1e-4);
      return (brightness * (variance + 9e-4)) / (1.25 * variance + 9e-4);
    });
    const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
    expect(structuralSimilarity(ramp, flat, 16)).toBeCloseTo(mean, 5);
  });

  it("is near 0 for pictures that have nothing to do with each other", () => {
    const other = Float32Array.from(drawUniform(2, 0, 3 * 256));
    expect(Math.abs(structuralSimilarity(noise, other, 16))).toBeLessThan(0.1);
  });

  it("is refused for pictures that are smaller than its window, or differ in size", () => {
    expect(() => structuralSimilarity(noise.subarray(0, 64), noise.subarray(0, 64), 8)).toThrow("compare");
    expect(() => structuralSimilarity(noise, noise.subarray(0, 256), 16)).toThrow("compare");
  });
});
