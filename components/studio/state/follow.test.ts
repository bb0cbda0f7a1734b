import { describe, expect, it } from "vitest";
import type { Job } from "@/protocol/entities";
import type { SessionEvent, Snapshot } from "@/protocol/events";
import { applyEvent } from "./apply-event";
import { firstSubject, follow } from "./follow";
import { buildEvent, buildJob, buildPicture, emptySnapshot, uuid } from "./rows.fixture";

const two: Snapshot = { ...emptySnapshot(), pictures: [buildPicture(1), buildPicture(2)] };
const shown = { pictureId: uuid(1), key: null };

function followed(state: Snapshot, type: SessionEvent["type"], job: Job) {
  const event = buildEvent(state.sequence + 1, type, [{ noun: "job", row: job }]);
  return follow(shown, event, applyEvent(state, event))?.pictureId;
}

describe("following the newest work", () => {
  it("goes to work that starts", () => {
    expect(followed(two, "job-started", buildJob(20, { pictureId: uuid(2), state: "running" }))).toBe(uuid(2));
  });

  it("goes to work that waits while nothing runs", () => {
    expect(followed(two, "job-queued", buildJob(20, { pictureId: uuid(2) }))).toBe(uuid(2));
  });

  it("stays with what runs while other work queues up behind it", () => {
    const busy = { ...two, jobs: [buildJob(10, { pictureId: uuid(1), state: "running" })] };
    expect(followed(busy, "job-queued", buildJob(20, { pictureId: uuid(2) }))).toBe(uuid(1));
  });

  it("stays where it is when work ends", () => {
    expect(followed(two, "job-done", buildJob(20, { pictureId: uuid(2), state: "done" }))).toBe(uuid(1));
  });

  it("opens with the work under way", () => {
    const busy = { ...two, jobs: [buildJob(10, { pictureId: uuid(1), state: "running" })] };
    expect(firstSubject(busy)?.pictureId).toBe(uuid(1));
    expect(firstSubject(two)?.pictureId).toBe(uuid(2));
    expect(firstSubject(emptySnapshot())).toBeNull();
  });
});
