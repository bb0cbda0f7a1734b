import { describe, expect, it } from "vitest";
import { momentsOf } from "./moments";

describe("the moments of pictures", () => {
  it("are mean and deviation of each channel, in 0..1", () => {
    // Two pictures of 2 x 2 pixels in three channels: black and white, one level, and half and half across pictures.
    const picture = (third: number) => [0, 255, 255, 0, 51, 51, 51, 51, third, third, third, third];
    const { mean, std } = momentsOf(Uint8Array.from([...picture(0), ...picture(255)]), 3, 2);
    expect(mean).toEqual([0.5, 0.2, 0.5].map((value) => expect.closeTo(value, 12)));
    expect([std[0], std[2]]).toEqual([0.5, 0.5].map((value) => expect.closeTo(value, 12)));
  });

  it("of a flat channel can be divided by", () => {
    expect(momentsOf(new Uint8Array(64).fill(9), 1, 8).std).toEqual([1 / 255]);
  });

  it("are exact over many pictures", () => {
    const pixels = Uint8Array.from({ length: 64 * 5000 }, (_, at) => (at * 37) % 256);
    const { mean, std } = momentsOf(pixels, 1, 8);
    const values = Float64Array.from(pixels, (value) => value / 255);
    const expected = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - expected) ** 2, 0) / values.length;
    expect(mean[0]).toBeCloseTo(expected, 12);
    expect(std[0]).toBeCloseTo(Math.sqrt(variance), 12);
  });
});
