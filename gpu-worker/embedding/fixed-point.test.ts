import { describe, expect, it } from "vitest";
import { type Tensor, tensor } from "../tensor";
import { FixedPoint } from "./fixed-point";

/** Runs y <- g(y) for images of one number each, and answers where it ends. */
function iterate(g: (value: number, image: number) => number, keep: "best" | "last", evaluations: number): number[] {
  const iteration = new FixedPoint(tensor([1, 1], [2, 1]), keep);
  const evaluate = ({ shape, data }: Tensor) => ({ shape, data: data.map((value, at) => g(value, at)) });
  for (let count = 0; count < evaluations; count++) iteration.correct(evaluate(iteration.estimate));
  return [...iteration.estimate.data];
}

describe("fixed-point iteration", () => {
  it("is the plain iteration where the residual falls", () => {
    const contraction = (value: number) => 0.5 * value + 1;
    expect(iterate(contraction, "best", 4)).toEqual(iterate(contraction, "last", 4));
    expect(iterate(contraction, "last", 4)).toEqual([1.9375, 1.9375]);
  });

  it("halves corrections that make it worse, for each image by itself", () => {
    // The second image's g turns about its fixed point 2 and away from it; half a correction comes nearer.
    const g = (value: number, image: number) => (image === 0 ? 0.5 * value + 1 : 2 - 1.5 * (value - 2));
    const [calm, turning = 0] = iterate(g, "best", 12);
    expect(calm).toBeCloseTo(2, 2);
    expect(turning).toBeCloseTo(2, 2);
    expect(Math.abs((iterate(g, "last", 12)[1] ?? 0) - 2)).toBeGreaterThan(100);
  });
});
