import { describe, expect, it } from "vitest";
import type { Job } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import { buildJob, buildPicture, buildRevision, emptySnapshot, jobId, uuid } from "./rows.fixture";
import { activeJob, historyOf, newestNode, workOf } from "./work";

const pictureId = uuid(1);
const upload = buildRevision(1001, { pictureId });
const embedded = buildRevision(1010, {
  kind: "embed",
  pictureId,
  parentId: upload.id,
  jobId: jobId(10),
  seedId: uuid(50),
  modelId: "tiny",
  crop: { left: 0, top: 0, size: 100 },
  steps: 10,
  evaluations: 40,
  milliseconds: 100,
});
const embedJob = buildJob(10, { pictureId, state: "done", revisionId: embedded.id });
const growing = buildJob(11, {
  kind: "generate",
  pictureId,
  state: "running",
  parentId: embedded.id,
  seedId: uuid(50),
});

function session(part: Partial<Snapshot>): Snapshot {
  return { ...emptySnapshot(), pictures: [buildPicture(1)], ...part };
}

describe("a picture's work", () => {
  it("is the upload alone before anything was asked for", () => {
    const work = workOf(session({ revisions: [upload] }), pictureId, null);
    expect(work?.node.kind).toBe("upload");
    expect(work?.embed).toBeNull();
    expect(work?.generate).toBeNull();
  });

  it("keeps one node from the job's start to its revision", () => {
    const running = historyOf(
      session({ revisions: [upload], jobs: [buildJob(10, { pictureId, state: "running" })] }),
      pictureId,
    );
    const done = historyOf(session({ revisions: [upload, embedded], jobs: [embedJob] }), pictureId);
    expect(running.at(-1)?.key).toBe(done.at(-1)?.key);
    expect(running.at(-1)?.parentKey).toBe(upload.id);
  });

  it("shows a generation under way with the embedding it grows from", () => {
    const work = workOf(session({ revisions: [upload, embedded], jobs: [embedJob, growing] }), pictureId, null);
    expect(work?.generate?.key).toBe(growing.id);
    expect(work?.embed?.key).toBe(embedJob.id);
    expect(work && activeJob(work)?.id).toBe(growing.id);
  });

  it("shows a chosen embedding with what was generated from it", () => {
    const work = workOf(session({ revisions: [upload, embedded], jobs: [embedJob, growing] }), pictureId, embedJob.id);
    expect(work?.node.key).toBe(embedJob.id);
    expect(work?.generate?.key).toBe(growing.id);
  });

  it("opens with what was made rather than with what was given up", () => {
    const cancelled = buildJob(12, { pictureId, state: "cancelled" });
    const history = historyOf(session({ revisions: [upload, embedded], jobs: [embedJob, cancelled] }), pictureId);
    expect(newestNode(history)?.key).toBe(embedJob.id);
  });

  it("opens with what was given up where there is nothing else, so that it can be tried again", () => {
    const cancelled = buildJob(12, { pictureId, state: "cancelled" });
    const history = historyOf(session({ revisions: [upload], jobs: [cancelled] }), pictureId);
    expect(newestNode(history)?.key).toBe(cancelled.id);
  });

  it("opens with the best of the seeds that one job found, not with the others", () => {
    const other = buildRevision(1011, { ...embedded, id: uuid(1011), jobId: null, seedId: uuid(51) });
    const history = historyOf(session({ revisions: [upload, embedded, other], jobs: [embedJob] }), pictureId);
    expect(history).toHaveLength(3);
    expect(newestNode(history)?.key).toBe(embedJob.id);
  });

  it("stays with the best while the images of the others grow, until somebody asks for one of theirs", () => {
    const other = buildRevision(1011, { ...embedded, id: uuid(1011), jobId: null, seedId: uuid(51) });
    const best = buildJob(12, { ...growing, id: jobId(12), state: "queued" });
    const beside = buildJob(13, { ...growing, id: jobId(13), parentId: other.id, seedId: uuid(51) });
    const asked = buildJob(14, { ...beside, id: jobId(14), realism: 0.5 });
    const shown = (...jobs: Job[]) =>
      newestNode(historyOf(session({ revisions: [upload, embedded, other], jobs: [embedJob, ...jobs] }), pictureId));
    expect(shown(best, beside)?.key).toBe(best.id);
    expect(shown(best, beside, asked)?.key).toBe(asked.id);
  });

  it("is nothing once the picture was removed", () => {
    const removed = session({ pictures: [buildPicture(1, { removed: true })], revisions: [upload] });
    expect(workOf(removed, pictureId, null)).toBeNull();
  });
});
