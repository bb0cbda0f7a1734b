import { describe, expect, it } from "vitest";
import { trajectoryColumns } from "@/protocol/jobs";
import { gridColumns, rowHeight, tileInGrid, tileSide } from "./geometry";

describe("the stored trajectory's grid", () => {
  it("has the protocol's number of columns", () => {
    expect(gridColumns).toBe(trajectoryColumns);
  });

  it("holds the steps row by row", () => {
    expect(tileInGrid(1, 64)).toEqual({ left: 0, top: 0 });
    expect(tileInGrid(10, 64)).toEqual({ left: 576, top: 0 });
    expect(tileInGrid(11, 64)).toEqual({ left: 0, top: 64 });
  });
});

describe("a tile's side", () => {
  it("lets every tile of ten steps fit the strip", () => {
    expect(11 * tileSide(800, 11) + 10 * 4).toBeLessThanOrEqual(800);
    expect(11 * tileSide(366, 11) + 10 * 4).toBeLessThanOrEqual(366);
  });

  it("never shrinks below what can be seen, however many steps there are", () => {
    expect(tileSide(800, 101)).toBe(44);
  });

  it("never outgrows its row", () => {
    for (const [width, count] of [
      [2000, 2],
      [360, 2],
      [860, 101],
    ] as const)
      expect(tileSide(width, count)).toBeLessThanOrEqual(rowHeight(width));
  });
});
