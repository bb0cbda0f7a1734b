import { describe, expect, it } from "vitest";
import { tensor } from "../tensor";
import { Adam } from "./adam";

describe("AdamW", () => {
  it("moves by the learning rate at first, whatever the size of the slope, and takes its share of the weight off", () => {
    const weights = tensor([1, 1, 1], [3]);
    new Adam([weights], { weightDecay: 0.5 }).step([tensor([100, -0.01, 0], [3])], 0.1);
    [0.85, 1.05, 0.95].forEach((expected, at) => {
      expect(weights.data[at]).toBeCloseTo(expected, 4);
    });
  });

  it("finds the least of a parabola", () => {
    const weights = tensor([5]);
    const optimiser = new Adam([weights]);
    for (let step = 0; step < 500; step++) optimiser.step([tensor([2 * ((weights.data[0] ?? 0) - 3)])], 0.1);
    expect(weights.data[0]).toBeCloseTo(3, 2);
  });

  it("goes on where another one was", () => {
    const slope = tensor([1, -2], [2]);
    const [whole, parted] = [tensor([1, 1], [2]), tensor([1, 1], [2])];
    const optimiser = new Adam([whole]);
    for (let step = 0; step < 4; step++) optimiser.step([slope], 0.1);
    const before = new Adam([parted]);
    for (let step = 0; step < 2; step++) before.step([slope], 0.1);
    const after = new Adam([parted], {}, 2, before.moments);
    for (let step = 0; step < 2; step++) after.step([slope], 0.1);
    expect(parted).toEqual(whole);
  });
});
