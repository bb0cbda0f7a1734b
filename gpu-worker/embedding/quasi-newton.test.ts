import { describe, expect, it } from "vitest";
import { beginQuasiNewton, nextTrial } from "./quasi-newton";

/** A valley a thousand times as steep across as along, which plain gradient descent is slow in. */
const curvatures = [1, 1000, 30, 4];
const lossAt = (point: Float32Array) =>
  point.reduce((sum, value, at) => sum + (curvatures[at] ?? 0) * (value - 1) ** 2, 0);
const gradientAt = (point: Float32Array) => point.map((value, at) => 2 * (curvatures[at] ?? 0) * (value - 1));

function search(evaluations: number, loss = lossAt) {
  const state = beginQuasiNewton(Float32Array.of(3, 3, -2, 0));
  const losses: number[] = [];
  let trial = state.point;
  for (let count = 0; count < evaluations; count++) {
    trial = nextTrial(state, trial, loss(trial), gradientAt(trial));
    losses.push(state.loss ?? Number.NaN);
  }
  return { state, losses };
}

describe("the search of a quasi-Newton method", () => {
  it("comes to the bottom of a steep valley in a few dozen evaluations", () => {
    expect(search(60).state.loss).toBeLessThan(1e-6);
  });

  it("never keeps a point that is worse than the one before", () => {
    const { losses } = search(60);
    for (const [at, loss] of losses.entries())
      expect(loss).toBeLessThanOrEqual(losses[at - 1] ?? Number.POSITIVE_INFINITY);
    expect(new Set(losses).size).toBeGreaterThan(10);
  });

  it("stays where it is, whole, where every trial is no number", () => {
    let count = 0;
    const { state } = search(40, (point) => (count++ < 3 ? lossAt(point) : Number.NaN));
    expect(state.point.every(Number.isFinite)).toBe(true);
    expect(state.loss).toBe(lossAt(state.point));
    // It rests, instead of trying the same again for ever.
    expect(state.share).toBe(0);
  });
});
