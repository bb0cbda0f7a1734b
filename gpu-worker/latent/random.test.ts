import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tensor } from "../tensor";
import { logarithmOfFraction, pointOnCircle } from "./exact";
import { philox } from "./philox";
import { drawSeed } from "./random";
import { seedStatistics, seedTypicality } from "./statistics";

const hex = (block: readonly number[]) => block.map((word) => word.toString(16).padStart(8, "0")).join(" ");

describe("Philox4x32-10", () => {
  it("gives the known answers of its authors' Random123 library", () => {
    const most = 0xffffffff;
    expect(hex(philox([0, 0, 0, 0], [0, 0]))).toBe("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    expect(hex(philox([most, most, most, most], [most, most]))).toBe("408f276d 41c83b0e a20bc7c6 6d5451fd");
    expect(hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]))).toBe(
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    );
  });
});

describe("exact functions", () => {
  it("agree with the platform's to the last digits", () => {
    for (const numerator of [1, 2, 3, 12345, 2 ** 31 - 1, 2 ** 31, 3 * 2 ** 30, 2 ** 32 - 1, 2 ** 32]) {
      expect(logarithmOfFraction(numerator)).toBeCloseTo(Math.log(numerator / 2 ** 32), 13);
      const [cosine, sine] = pointOnCircle(numerator % 2 ** 32);
      expect(cosine).toBeCloseTo(Math.cos((2 * Math.PI * numerator) / 2 ** 32), 13);
      expect(sine).toBeCloseTo(Math.sin((2 * Math.PI * numerator) / 2 ** 32), 13);
    }
  });
});

describe("the seed of a number", () => {
  it("has the same bytes everywhere", () => {
    const { shape, data } = drawSeed(42, [1, 3, 64, 64]);
    expect(shape).toEqual([1, 3, 64, 64]);
    expect([...data.subarray(0, 4)]).toMatchInlineSnapshot(`
      [
        -0.9701898097991943,
        0.19401895999908447,
        -1.2356207370758057,
        1.9239267110824585,
      ]
    `);
    expect(createHash("sha256").update(new Uint8Array(data.buffer)).digest("hex")).toMatchInlineSnapshot(
      `"3162a7926b5a0d1038c2b0c050453d19da454103d9775fbecd0dc36c765c09a6"`,
    );
  });

  it("begins the same whatever its shape, also where the shape is no multiple of four", () => {
    expect(drawSeed(7, [3]).data).toEqual(drawSeed(7, [1, 1, 4, 4]).data.subarray(0, 3));
  });

  it("is another for another number, the last one included", () => {
    const first = [0, 1, 2 ** 32 - 1].map((number) => drawSeed(number, [1]).data[0]);
    expect(new Set(first).size).toBe(3);
  });

  it("looks like N(0, 1)", () => {
    const { mean, variance, largest, histogram } = seedStatistics(drawSeed(1, [100_000]));
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(100_000));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
    expect(largest).toBeGreaterThan(3.5);
    expect(largest).toBeLessThan(6.67);
    // Bins of a third: the one from 0 holds 13.06 % of a normal distribution.
    expect((histogram[12] ?? 0) / 100_000).toBeCloseTo(0.1306, 2);
  });
});

describe("statistics of a seed", () => {
  it("are its moments, and a histogram whose end bins take what lies outside", () => {
    const histogram = new Array<number>(24).fill(0);
    histogram[0] = 1;
    histogram[12] = 1;
    histogram[23] = 2;
    expect(seedStatistics(tensor([-6, 0, 4, 6], [4]))).toEqual({ mean: 1, variance: 21, largest: 6, histogram });
  });
});

describe("how typical a seed is as a whole", () => {
  it("is near 0 for a draw from N(0, 1), whatever its number", () => {
    for (const number of [1, 2, 3]) {
      const { autocorrelation, normDistance } = seedTypicality(drawSeed(number, [1, 3, 64, 64]));
      expect(Math.abs(autocorrelation)).toBeLessThan(4 / Math.sqrt(2 * 3 * 64 * 64));
      expect(Math.abs(normDistance)).toBeLessThan(4);
    }
  });

  it("tells smooth seeds, alternating ones, and those that are too near to the origin", () => {
    const smooth = tensor(
      Float32Array.from({ length: 256 }, (_, at) => Math.sin((at % 16) / 4)),
      [1, 16, 16],
    );
    expect(seedTypicality(smooth).autocorrelation).toBeGreaterThan(0.8);
    const chequered = Float32Array.from({ length: 256 }, (_, at) => ((at + Math.floor(at / 16)) % 2 === 0 ? 1 : -1));
    expect(seedTypicality(tensor(chequered, [1, 16, 16])).autocorrelation).toBeCloseTo(-1, 6);
    const { data, shape } = drawSeed(1, [1, 32, 32]);
    // Half the norm of 32 is 16 below what is usual, and a standard deviation is sqrt(1/2).
    const half = seedTypicality({ shape, data: data.map((value) => value / 2) }).normDistance;
    expect(half).toBeGreaterThan(-16 / Math.SQRT1_2 - 3);
    expect(half).toBeLessThan(-16 / Math.SQRT1_2 + 3);
  });

  it("is the mean over several seeds, and of one value everywhere the worst", () => {
    const [one, other] = [drawSeed(1, [1, 8, 8]), drawSeed(2, [1, 8, 8])];
    const both = seedTypicality(tensor([...one.data, ...other.data], [2, 1, 8, 8]));
    const mean = (seedTypicality(one).autocorrelation + seedTypicality(other).autocorrelation) / 2;
    expect(both.autocorrelation).toBeCloseTo(mean, 10);
    expect(seedTypicality(tensor(new Float32Array(64).fill(2), [1, 8, 8])).autocorrelation).toBe(1);
  });
});
