import { describe, expect, it } from "vitest";
import { trajectoryColumns } from "@/protocol/jobs";
import { gridColumns, tileInGrid, tileSide } from "./geometry";

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
  });

  it("never shrinks below what can be seen, however many steps there are", () => {
    expect(tileSide(800, 101)).toBe(28);
  });

  it("never outgrows the strip", () => {
    expect(tileSide(2000, 2)).toBe(72);
  });
});
