import { expect, it } from "vitest";
import { Seed } from "@/protocol/entities";
import { buildPicture, buildRevision, emptySnapshot, jobId, uuid } from "../state/rows.fixture";
import { knownSeeds } from "./known-seeds";

const pictureId = uuid(1);
const found = (number: number, job: string | null) =>
  buildRevision(number, {
    ...{ kind: "embed", pictureId, jobId: job, seedId: uuid(number - 900), modelId: "tiny", steps: 5 },
    ...{ crop: { left: 0, top: 0, size: 9 }, evaluations: 60, milliseconds: 8.5 },
  });
const seed = (number: number) =>
  Seed.parse({
    ...{ id: uuid(number), pictureId, modelId: "tiny", by: buildPicture(1).by, at: buildPicture(1).at },
    ...{ origin: "descent", number: null, shape: [1, 8, 8], statistics: null },
  });
const snapshot = {
  ...emptySnapshot(),
  pictures: [buildPicture(1, { name: "boot.png" })],
  revisions: [found(1010, jobId(10)), found(1011, null)],
  seeds: [seed(110), seed(111)],
};

it("leads from each seed to the node where it came about, and tells those of one job apart", () => {
  expect(knownSeeds(snapshot).map(({ name, subject }) => [name, subject.key])).toEqual([
    ["boot.png, seed 1 of 2", jobId(10)],
    ["boot.png, seed 2 of 2", uuid(1011)],
  ]);
});

it("leaves out the seeds of removed pictures", () => {
  expect(knownSeeds({ ...snapshot, pictures: [buildPicture(1, { removed: true })] })).toEqual([]);
});
