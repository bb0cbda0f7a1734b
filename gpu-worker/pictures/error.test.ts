import { describe, expect, it } from "vitest";
import { compare } from "./error";

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
