import { describe, expect, it } from "vitest";
import { JobProgress } from "@/protocol/jobs";
import { hear, withoutEnded } from "./progress";
import { buildJob, buildTraining, emptySnapshot, jobId, uuid } from "./rows.fixture";

const of = (number: number, step: number, attempt = 1) =>
  JobProgress.parse({ kind: "training", jobId: jobId(number), attempt, step, of: 60, loss: 0.5, secondsLeft: 9 });
const running = { ...emptySnapshot(), trainings: [buildTraining(1, { state: "running", attempt: 2 })] };

describe("how far long jobs are", () => {
  it("is the newest that was heard of each", () => {
    const heard = hear(hear(hear(new Map(), of(1, 10, 2), running), of(2, 5), running), of(1, 20, 2), running);
    expect([...heard.values()]).toEqual([of(1, 20, 2), of(2, 5)]);
  });

  it("ignores an attempt that is over, by the row or by what was heard", () => {
    expect(hear(new Map(), of(1, 10, 1), running).size).toBe(0);
    const heard = hear(new Map(), of(3, 10, 2), running);
    expect(hear(heard, of(3, 20, 1), running)).toBe(heard);
  });

  it("ignores what comes after the end", () => {
    const done = { ...emptySnapshot(), trainings: [buildTraining(1, { state: "done" })] };
    expect(hear(new Map(), of(1, 60), done).size).toBe(0);
  });

  it("is forgotten when the work ends or begins anew, and kept while it is paused", () => {
    const known = new Map([1, 2, 3, 4].map((number) => [jobId(number), of(number, 10)]));
    const after = {
      ...emptySnapshot(),
      jobs: [buildJob(1, { pictureId: uuid(1), state: "done" }), buildJob(2, { pictureId: uuid(1), state: "paused" })],
      trainings: [buildTraining(3, { state: "running", attempt: 2 }), buildTraining(4, { state: "running" })],
    };
    expect([...withoutEnded(known, after).keys()]).toEqual([jobId(2), jobId(4)]);
  });

  it("stays the same map where nothing is forgotten", () => {
    const known = new Map([[jobId(1), of(1, 10, 2)]]);
    expect(withoutEnded(known, running)).toBe(known);
  });
});
