import { describe, expect, it } from "vitest";
import type { ErrorPoint } from "@/protocol/embedding";
import { JobProgress } from "@/protocol/jobs";
import { startingMethods } from "../state/methods";
import { buildJob, buildPicture, buildRevision, emptySnapshot, jobId, uuid } from "../state/rows.fixture";
import { historyOf } from "../state/work";
import { curveOf, errorAxis, evaluationsAxis, nearestPoint, withoutCurve } from "./curve";

const pictureId = uuid(1);
const point = (evaluations: number, meanSquaredError: number): ErrorPoint => ({ evaluations, meanSquaredError });
const falling = [point(20, 0.12), point(200, 0.04), point(400, 0.003)];

function nodeOf(part: { method: unknown; trajectory?: ErrorPoint[] }) {
  const upload = buildRevision(1001, { pictureId });
  const { method, trajectory } = part;
  const found = trajectory
    ? [
        buildRevision(1010, {
          ...{ kind: "embed", pictureId, parentId: upload.id, jobId: jobId(10), seedId: uuid(50), modelId: "tiny" },
          ...{ crop: { left: 0, top: 0, size: 9 }, steps: 10, evaluations: 420, milliseconds: 9, method, trajectory },
        }),
      ]
    : [];
  const jobs = [buildJob(10, { pictureId, method, state: found.length > 0 ? "done" : "running" })];
  const snapshot = { ...emptySnapshot(), pictures: [buildPicture(1)], revisions: [upload, ...found], jobs };
  return historyOf(snapshot, pictureId).find((node) => node.kind === "embed") ?? null;
}

function progress(iteration: number, of: number) {
  const known = { kind: "descent", jobId: jobId(10), attempt: 1, secondsLeft: 4 };
  return JobProgress.parse({ ...known, iteration, of, trajectory: falling });
}

describe("the curve of a search", () => {
  it("has its place from the start, and is nothing for a way that measures nothing", () => {
    expect(curveOf(nodeOf({ method: startingMethods.descent }), undefined)?.points).toEqual([]);
    expect(curveOf(nodeOf({ method: { name: "inversion", corrections: 3 } }), undefined)).toBeNull();
  });

  it("grows towards the evaluations that are to come", () => {
    const running = nodeOf({ method: { ...startingMethods.descent, iterations: 100 } });
    expect(curveOf(running, progress(20, 100))?.last).toBe(2000);
    const best = nodeOf({ method: { ...startingMethods.best, name: "best", embedderId: null, evaluations: 500 } });
    expect(curveOf(best, progress(20, 100))).toMatchObject({ last: 500, wished: 0.0001 });
  });

  it("stays after the end, over what was spent", () => {
    const ended = nodeOf({ method: { ...startingMethods.refine, wished: 0.002 }, trajectory: falling });
    expect(curveOf(ended, undefined)).toEqual({ points: falling, wished: 0.002, last: 420 });
  });
});

describe("in the place of a curve that was not kept", () => {
  const said = (state: string) => withoutCurve({ job: buildJob(10, { pictureId, state }) });

  it("stands what became of the search, for everybody alike", () => {
    expect(said("paused")).toBe("Paused. Its curve is seen again when it goes on.");
    expect(said("failed")).toContain("failed");
    expect(said("cancelled")).toContain("cancelled");
  });

  it("stands nothing while it may still grow", () => {
    expect([said("queued"), said("running")]).toEqual([null, null]);
  });
});

describe("its axes", () => {
  const curve = { points: falling, wished: 0.0005, last: 2000 };

  it("are logarithmic in the error, with room for the wished one and few enough ticks to be read", () => {
    const { at, ticks } = errorAxis(curve);
    expect(ticks.length).toBeLessThanOrEqual(4);
    expect(at(0.1) - at(0.01)).toBeCloseTo(at(0.01) - at(0.001));
    for (const error of [0.12, 0.0005]) {
      expect(at(error)).toBeGreaterThanOrEqual(0);
      expect(at(error)).toBeLessThanOrEqual(1);
    }
  });

  it("bear an error of 0, one point, equal points and none", () => {
    for (const points of [[point(1, 0)], [point(1, 0.1)], [point(1, 0.1), point(2, 0.1)], []]) {
      const { at, ticks } = errorAxis({ points, wished: null, last: 2 });
      expect(ticks.length).toBeGreaterThan(0);
      for (const { meanSquaredError } of points) expect(at(meanSquaredError)).toBeGreaterThanOrEqual(0);
    }
    expect(errorAxis({ points: [point(1, 1e-11), point(2, 0.5)], wished: null, last: 2 }).ticks.length).toBeLessThan(5);
  });

  it("find the point under the pointer", () => {
    expect(nearestPoint(curve, 0.11)).toEqual(falling[1]);
    expect(nearestPoint(curve, 0.9)).toEqual(falling[2]);
    expect(evaluationsAxis(curve).at(1000)).toBe(0.5);
  });
});
