import { describe, expect, it } from "vitest";
import { tensor } from "../tensor";
import { Adam } from "./adam";

describe("AdamW", () => {
  it("moves by the learning rate at first, whatever the size of the slope, and takes its share of the weight off", () => {
    const weights = tensor([1, 1, 1], [3]);
    new Adam([weights], { learningRate: 0.1, weightDecay: 0.5 }).step([tensor([100, -0.01, 0], [3])]);
    [0.85, 1.05, 0.95].forEach((expected, at) => {
      expect(weights.data[at]).toBeCloseTo(expected, 4);
    });
  });

  it("finds the least of a parabola", () => {
    const weights = tensor([5]);
    const optimiser = new Adam([weights], { learningRate: 0.1 });
    for (let step = 0; step < 500; step++) optimiser.step([tensor([2 * ((weights.data[0] ?? 0) - 3)])]);
    expect(weights.data[0]).toBeCloseTo(3, 2);
  });
});
