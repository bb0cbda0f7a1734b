import { describe, expect, it } from "vitest";
import { buildJob, buildPicture, buildRevision, emptySnapshot, uuid } from "../state/rows.fixture";
import { workOf } from "../state/work";
import { pathOf, titleOf } from "./path";

const pictureId = uuid(1);
const upload = buildRevision(1001, { pictureId });

function pathWith(job: Parameters<typeof buildJob>[1]) {
  const snapshot = {
    ...emptySnapshot(),
    pictures: [buildPicture(1)],
    revisions: [upload],
    jobs: [buildJob(10, { pictureId, ...job })],
  };
  const work = workOf(snapshot, pictureId, null);
  return work ? pathOf(work, undefined) : [];
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
});
