import { describe, expect, it } from "vitest";
import { buildTraining } from "../studio/state/rows.fixture";
import { chartsOf } from "./charts";

const points = [
  { step: 20, seconds: 1, trainingLoss: 2.8, validationLoss: 0.12, meanSquaredError: 0.12 },
  { step: 40, seconds: 2, trainingLoss: 1.3, validationLoss: 0.09, meanSquaredError: 0.09 },
];

describe("the charts of a training", () => {
  it("put a denoiser's losses on one axis, because they are of one measure", () => {
    const [losses, ...more] = chartsOf(buildTraining(1, { curve: points }));
    expect(losses?.lines.map(({ name }) => name)).toEqual(["held out", "learnt from"]);
    expect(losses?.best).toEqual({ step: 40, value: 0.09 });
    expect(more).toEqual([]);
  });

  it("keep an embedder's error apart from the loss that it learns by", () => {
    const lesson = { kind: "embedder", generatorId: "flowers-64", network: "conv1", pairSteps: 0 };
    const charts = chartsOf(buildTraining(1, { curve: points, lesson }));
    expect(charts.map(({ measure, lines, best }) => [measure, lines.map(({ name }) => name), best?.step])).toEqual([
      ["Error of reconstructions (MSE)", ["held out"], 40],
      ["Loss", ["learnt from"], undefined],
    ]);
    expect(charts[0]?.summary).toBe(
      "Error of held-out reconstructions: 0.12 at step 20, 0.09 at step 40, the best so far.",
    );
  });
});
