import { describe, expect, it } from "vitest";
import { buildModel, buildTraining, emptySnapshot } from "../studio/state/rows.fixture";
import { shelfOf } from "./shelf";

describe("the page of models", () => {
  it("shows a training until its model is there, and then the model with it", () => {
    const trainings = [
      buildTraining(1, { state: "done" }),
      buildTraining(2, { state: "failed" }),
      buildTraining(3, { state: "cancelled" }),
      buildTraining(4, { state: "paused" }),
      buildTraining(5, { state: "running" }),
      buildTraining(6, { state: "done" }),
    ];
    const models = [buildModel("flowers-64"), buildModel("leaves-1"), buildModel("leaves-6")];
    const shelf = shelfOf({ ...emptySnapshot(), trainings }, models);
    expect(shelf.trainings.map(({ title }) => title)).toEqual(["Leaves 2", "Leaves 4", "Leaves 5"]);
    expect(shelf.cancelled.map(({ title }) => title)).toEqual(["Leaves 3"]);
    expect(shelf.models.map(({ model, training }) => [model.id, training?.title])).toEqual([
      ["leaves-6", "Leaves 6"],
      ["leaves-1", "Leaves 1"],
      ["flowers-64", undefined],
    ]);
  });
});
