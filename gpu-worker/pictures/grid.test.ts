import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { animate } from "./animation";
import { rasterGrid } from "./grid";
import { decodeRaster, encodeFrame, encodeWebp, type Raster } from "./raster";

function plain(value: number): Raster {
  return { width: 8, height: 8, channels: 3, data: new Uint8Array(8 * 8 * 3).fill(value) };
}

const steps = Array.from({ length: 13 }, (_, index) => plain(10 + index));

describe("the trajectory", () => {
  it("stands row by row in a grid, exact to the pixel", async () => {
    const grid = rasterGrid(steps, 10);
    expect([grid.width, grid.height]).toEqual([80, 16]);
    const { data } = await decodeRaster(await encodeWebp(grid), 3);
    const at = (column: number, row: number) => data[(row * 8 * 80 + column * 8) * 3];
    expect([at(0, 0), at(9, 0), at(0, 1), at(2, 1), at(3, 1)]).toEqual([10, 19, 20, 22, 0]);
  });

  it("takes no more columns than there are steps", () => {
    expect(rasterGrid(steps.slice(0, 4), 10)).toMatchObject({ width: 32, height: 8 });
  });

  it("refuses steps of several sizes, and none at all", () => {
    expect(() => rasterGrid([plain(1), { ...plain(1), channels: 1, data: new Uint8Array(64) }], 10)).toThrow();
    expect(() => rasterGrid([], 10)).toThrow();
  });

  it("is animated with every step as one page, the result shown longest", async () => {
    const frames = await Promise.all(steps.map(encodeFrame));
    const { pages, delay, loop } = await sharp(await animate(frames), { animated: true }).metadata();
    expect(pages).toBe(13);
    expect(loop).toBe(0);
    expect(delay?.at(-1)).toBeGreaterThan(delay?.[0] ?? 0);
  });

  it("of a single step is a picture", async () => {
    const [only] = await Promise.all(steps.slice(0, 1).map(encodeFrame));
    expect((await sharp(await animate(only ? [only] : [])).metadata()).format).toBe("webp");
  });
});
