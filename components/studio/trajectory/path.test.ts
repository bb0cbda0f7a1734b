import { describe, expect, it } from "vitest";
import type { Film } from "../state/film";
import { startingMethods } from "../state/methods";
import { buildJob, buildPicture, buildRevision, emptySnapshot, jobId, uuid } from "../state/rows.fixture";
import { workOf } from "../state/work";
import { pathOf, titleOf } from "./path";

const pictureId = uuid(1);
const upload = buildRevision(1001, { pictureId });

function pathWith(job: Parameters<typeof buildJob>[1], film?: Film) {
  const snapshot = {
    ...emptySnapshot(),
    pictures: [buildPicture(1)],
    revisions: [upload],
    jobs: [buildJob(10, { pictureId, ...job })],
  };
  const work = workOf(snapshot, pictureId, null);
  return work ? pathOf(work, film) : [];
}

describe("the way of a work", () => {
  it("has every place from the moment an embedding is asked for", () => {
    const kinds = pathWith({ state: "queued", steps: 3 }).map((stop) => stop.kind);
    expect(kinds).toEqual(["picture", "inversion", "inversion", "seed", "generation", "generation", "generation"]);
  });

  it("begins at the seed where there is no picture to begin with", () => {
    const stops = pathWith({ kind: "generate", state: "running", seedId: uuid(50), steps: 2 });
    expect(stops.map(titleOf)).toEqual(["Seed", "Step 1 of 2", "Image"]);
  });

  it("gives a descent's thousands of iterations one place, with the newest of them", () => {
    const method = { ...startingMethods.descent, iterations: 20_000 };
    const film = { jobId: jobId(10), attempt: 1, phase: "descent" as const, of: 20_000, frames: [null], reached: 1500 };
    for (const [search, title] of [
      [undefined, "Newest"],
      [film, "Iteration 1,500 of 20,000"],
    ] as const) {
      const stops = pathWith({ state: "running", method, steps: 2 }, search);
      expect(stops.map(titleOf)).toEqual(["Picture", title, "Seed", "Step 1 of 2", "Image"]);
    }
  });

  it("goes from the picture to the seed at once where a network looks once", () => {
    const stops = pathWith({ state: "running", method: { name: "embedder", embedderId: "eye" }, steps: 2 });
    expect(stops.map(titleOf)).toEqual(["Picture", "Seed", "Step 1 of 2", "Image"]);
  });
});
