import { describe, expect, it } from "vitest";
import { boxOf, fittingScale, heldIn, restingLens, zoomAt } from "./lens";

const frame = { width: 700, height: 500 };
const small = { width: 64, height: 64 };

describe("the stage's lens", () => {
  it("gives each of a small picture's pixels a whole number of the screen's", () => {
    expect(fittingScale(frame, small)).toBe(7);
    expect(boxOf(frame, small, restingLens)).toEqual({ left: 126, top: 26, width: 448, height: 448 });
  });

  it("fits a large picture as it is", () => {
    expect(fittingScale(frame, { width: 1400, height: 700 })).toBe(0.5);
  });

  it("keeps what lies under the pointer under it while zooming", () => {
    const point = { x: 100, y: -40 };
    const near = zoomAt(restingLens, 2, point);
    expect(near.zoom).toBe(2);
    expect((point.x - near.x) / near.zoom).toBeCloseTo(point.x);
    expect((point.y - near.y) / near.zoom).toBeCloseTo(point.y);
  });

  it("does not let the picture be pushed out of the frame", () => {
    expect(heldIn(frame, small, { zoom: 1, x: 300, y: 0 })).toEqual({ zoom: 1, x: 0, y: 0 });
    expect(heldIn(frame, small, { zoom: 2, x: 9000, y: 0 }).x).toBe((448 * 2 - 700) / 2);
  });
});
