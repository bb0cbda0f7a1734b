import { describe, expect, it } from "vitest";
import { FixedPoint } from "./fixed-point";

type Map = (point: Float32Array) => number[];

function iterate(g: Map, memory: number, evaluations: number): FixedPoint {
  const iteration = new FixedPoint(Float32Array.of(1, 1), memory);
  for (let count = 0; count < evaluations; count++) iteration.correct(Float32Array.from(g(iteration.estimate)));
  return iteration;
}

/** How far from 2, which all maps here leave where it is. */
const distance = (point: Float32Array) => Math.hypot(...point.map((value) => value - 2));

const contraction: Map = ([one = 0, other = 0]) => [0.5 * one + 1, 0.9 * other + 0.2];
/** Turns about its fixed point and away from it. */
const turning: Map = ([one = 0, other = 0]) => [2 - 1.5 * (other - 2), 2 + 1.5 * (one - 2)];

describe("fixed-point iteration", () => {
  it("without a memory is the plain one", () => {
    expect([...iterate(contraction, 0, 3).answer]).toEqual([1.875, expect.closeTo(2 - 0.9 ** 3, 5)]);
  });

  it("with a memory finds in four evaluations what the plain one is far from after thirty", () => {
    expect(distance(iterate(contraction, 8, 4).answer)).toBeLessThan(1e-4);
    expect(distance(iterate(contraction, 0, 30).answer)).toBeGreaterThan(0.01);
  });

  it("comes to a point that the plain one flees from", () => {
    expect(distance(iterate(turning, 8, 6).answer)).toBeLessThan(1e-3);
    expect(distance(iterate(turning, 0, 6).answer)).toBeGreaterThan(10);
  });

  it("answers the best point where the last ones were worse", () => {
    // From its third evaluation on, this map leads astray.
    let count = 0;
    const misleading: Map = (point) => {
      count += 1;
      return count < 3 ? contraction(point) : [...point].map((value) => value + 5);
    };
    const iteration = iterate(misleading, 8, 5);
    expect(iteration.residual).toBeLessThan(0.2);
    expect(distance(iteration.answer)).toBeLessThan(1.2);
  });
});
