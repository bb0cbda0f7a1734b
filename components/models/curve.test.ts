import { describe, expect, it } from "vitest";
import { stepAxis } from "../ui/axis";
import { bestPoint, curveInWords, lossAxis, lossInWords, shownSteps } from "./curve";

const point = (step: number, validationLoss: number) => ({
  step,
  seconds: step,
  trainingLoss: validationLoss,
  validationLoss,
});

describe("the axes of a curve", () => {
  it("stand still while the curve grows: steps go to the last that is to come", () => {
    const { at, ticks } = stepAxis(600);
    expect([at(0), at(300), at(600)]).toEqual([0, 0.5, 1]);
    expect(ticks).toEqual([0, 200, 400, 600]);
  });

  it("of a long training show its beginning, before they show the whole", () => {
    expect([20, 40, 400, 500].map((step) => shownSteps(step, 400))).toEqual([200, 400, 400, 500]);
    expect(shownSteps(500, 1_000_000)).toBeLessThanOrEqual(5000);
    expect(stepAxis(shownSteps(500, 1_000_000)).ticks).toEqual([0, 1000, 2000, 3000]);
    expect(shownSteps(20, 0)).toBe(20);
  });

  it("enclose losses by round numbers", () => {
    const { at, ticks } = lossAxis([0.43, 0.31, 0.22]);
    expect(ticks).toEqual([0.2, 0.3, 0.4, 0.5]);
    expect([at(0.2), at(0.5)]).toEqual([0, 1]);
  });

  it("are logarithmic where the loss falls far, so that its end is not a flat line", () => {
    const { at, ticks } = lossAxis([0.8, 0.05, 0.012]);
    expect(ticks).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
    expect(at(0.1)).toBeCloseTo(0.5);
  });

  it("bear one point, equal points, and what is no number", () => {
    for (const values of [[0.3], [0.3, 0.3], [0, 0], [Number.NaN], []]) {
      const { at, ticks } = lossAxis(values);
      expect(ticks.length).toBeGreaterThan(1);
      for (const value of values.filter(Number.isFinite)) {
        expect(at(value)).toBeGreaterThanOrEqual(0);
        expect(at(value)).toBeLessThanOrEqual(1);
      }
    }
    expect(stepAxis(1).ticks).toEqual([0, 1]);
  });
});

describe("a curve in words", () => {
  it("names the point whose model is kept", () => {
    expect(bestPoint([point(20, 0.5), point(40, 0.2), point(60, 0.2), point(80, 0.3)])?.step).toBe(40);
    expect(bestPoint([])).toBeNull();
  });

  it("says where it began, where it is, and which was best", () => {
    expect(curveInWords("Loss", [])).toBe("No point of the curve yet.");
    expect(curveInWords("Loss", [point(20, 0.5), point(40, 0.21234)])).toBe(
      "Loss: 0.5 at step 20, 0.212 at step 40, the best so far.",
    );
    expect(curveInWords("Loss", [point(20, 0.5), point(1040, 0.2), point(1060, 0.3)])).toContain(
      "best 0.2 at step 1,040.",
    );
  });

  it("writes small losses so that they can be told apart", () => {
    expect([0.123456, 0.00089, 0.0000123, 0].map(lossInWords)).toEqual(["0.123", "0.00089", "1.23e-5", "0"]);
  });
});
