import { describe, expect, it } from "vitest";
import { WorkerStatus } from "@/protocol/entities";
import { PersonId } from "@/protocol/ids";
import { JobProgress } from "@/protocol/jobs";
import {
  buildDataset,
  buildEvent,
  buildJob,
  buildModel,
  buildPicture,
  buildRevision,
  buildTraining,
  emptySnapshot,
  jobId,
  uuid,
} from "./rows.fixture";
import { StudioStore } from "./store";

const worker = WorkerStatus.parse({ name: "w", engine: "onnxruntime", device: "cpu", busy: false, trains: false });

function opened() {
  const store = new StudioStore(emptySnapshot().session.id);
  const welcome = { you: PersonId.parse(uuid(1)), models: [buildModel("flowers-64")], workers: [worker] };
  store.welcome({ ...welcome, snapshot: emptySnapshot() });
  return store;
}

describe("a training in the session", () => {
  it("is told from its data to its model, which can then be used", () => {
    const store = opened();
    const training = buildTraining(1, { state: "running" });
    store.receive([
      buildEvent(1, "dataset-added", [{ noun: "dataset", row: buildDataset(500) }]),
      buildEvent(2, "training-started", [{ noun: "training", row: training }]),
    ]);
    store.addProgress(
      JobProgress.parse({ kind: "training", jobId: jobId(1), attempt: 1, step: 3, of: 60, loss: 1, secondsLeft: 5 }),
    );
    expect(store.getState().progress.get(jobId(1))).toMatchObject({ step: 3 });

    const model = buildModel(training.modelId, { available: false });
    store.receive([
      buildEvent(3, "training-done", [
        { noun: "training", row: { ...training, state: "done" } },
        { noun: "model", row: model },
      ]),
    ]);
    const { snapshot, progress, models, announcements } = store.getState();
    expect(snapshot?.datasets).toHaveLength(1);
    expect(snapshot?.trainings.map(({ state }) => state)).toEqual(["done"]);
    expect(progress.size).toBe(0);
    expect(models.map(({ id, available }) => [id, available])).toEqual([
      ["flowers-64", true],
      [training.modelId, true],
    ]);
    expect(announcements.at(-1)?.text).toBe("Leaves 1 is trained, and can be used.");
  });

  it("forgets pictures to learn from that were removed", () => {
    const store = opened();
    const row = buildDataset(500);
    store.receive([
      buildEvent(1, "dataset-added", [{ noun: "dataset", row }]),
      buildEvent(2, "dataset-removed", [{ noun: "dataset", row: { ...row, removed: true } }]),
    ]);
    expect(store.getState().snapshot?.datasets).toEqual([]);
  });

  it("keeps its model when the workers are told anew", () => {
    const store = opened();
    store.receive([buildEvent(1, "training-done", [{ noun: "model", row: buildModel("leaves") }])]);
    store.setWorkers([], [{ ...buildModel("flowers-64"), available: false }]);
    expect(store.getState().models.map(({ id, available }) => [id, available])).toEqual([
      ["flowers-64", false],
      ["leaves", false],
    ]);
  });
});

describe("a refusal", () => {
  const training = buildTraining(1, { state: "running" });

  it("of a job or training stands until that goes on", () => {
    const store = opened();
    const job = buildJob(2, { pictureId: uuid(5), state: "running" });
    store.receive([
      buildEvent(1, "training-started", [{ noun: "training", row: training }]),
      buildEvent(2, "job-started", [{ noun: "job", row: job }]),
    ]);
    store.refuse(`training-${training.id}`, "Not now.");
    store.refuse(`job-${job.id}`, "Not now.");
    store.receive([buildEvent(3, "training-told", [{ noun: "training", row: { ...training, samplesVersion: 1 } }])]);
    expect(store.getState().refusals.size).toBe(2);
    store.receive([
      buildEvent(4, "training-paused", [{ noun: "training", row: { ...training, state: "paused" } }]),
      buildEvent(5, "job-paused", [{ noun: "job", row: { ...job, state: "paused" } }]),
    ]);
    expect(store.getState().refusals.size).toBe(0);
  });

  it("of a search stands until the stage shows something else", () => {
    const store = opened();
    const pictures = [buildPicture(5), buildPicture(6)];
    store.receive([
      buildEvent(
        1,
        "picture-added",
        pictures.flatMap((row) => [
          { noun: "picture" as const, row },
          { noun: "revision" as const, row: buildRevision(1000 + Number(row.name.slice(-1)), { pictureId: row.id }) },
        ]),
      ),
    ]);
    store.changeView({ pinned: { pictureId: uuid(5), key: null } });
    store.refuse("embed", "Not this one.");
    store.refuse("person", "A name is needed.");
    store.changeView({ scrub: 3 });
    expect([...store.getState().refusals.keys()]).toEqual(["embed", "person"]);
    store.changeView({ pinned: { pictureId: uuid(6), key: null } });
    expect([...store.getState().refusals.keys()]).toEqual(["person"]);
  });
});
