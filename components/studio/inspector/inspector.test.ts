import { describe, expect, it } from "vitest";
import { startingMethods } from "../state/methods";
import { buildJob, buildRevision, emptySnapshot, jobId, uuid } from "../state/rows.fixture";
import { historyOf } from "../state/work";
import { cropWithin, moved, scaled, stretched } from "./crop-square";
import { branches, folded, worthShowing } from "./history-order";
import { historyTitle } from "./history-title";
import { decibels, judgeMetrics, meanSquaredError, signed } from "./numbers";

describe("numbers", () => {
  it("are written so that a person reads them at once", () => {
    const metrics = { meanSquaredError: 0.0007, peakSignalToNoise: 31.549 };
    expect(`${meanSquaredError(metrics)} · ${decibels(metrics)}`).toBe("0.00070 · 31.5 dB");
    expect(meanSquaredError({ meanSquaredError: 1.47e-5, peakSignalToNoise: 48.3 })).toBe("1.5 × 10⁻⁵");
    expect(meanSquaredError({ meanSquaredError: 2.5e-7, peakSignalToNoise: 66 })).toBe("2.5 × 10⁻⁷");
    expect(decibels({ meanSquaredError: 0, peakSignalToNoise: null })).toBe("exact");
    expect(signed(-0.0312, 2)).toBe("−0.03");
    expect(signed(-0.001, 2)).toBe("0.00");
  });

  it("are green by the stated rule: from 30 dB up", () => {
    expect(judgeMetrics({ meanSquaredError: 0.001, peakSignalToNoise: 30 })).toBe("good");
    expect(judgeMetrics({ meanSquaredError: 0.0068, peakSignalToNoise: 21.7 })).toBe("fair");
  });
});

describe("the crop", () => {
  const picture = { width: 400, height: 300 };

  it("stays inside the picture, in whole pixels", () => {
    expect(cropWithin(picture, { left: 390.4, top: -5, size: 100.2 })).toEqual({ left: 300, top: 0, size: 100 });
    expect(cropWithin(picture, { left: 0, top: 0, size: 9000 }).size).toBe(300);
    expect(moved(picture, { left: 0, top: 0, size: 300 }, -10, 10)).toEqual({ left: 0, top: 0, size: 300 });
  });

  it("scales around its centre", () => {
    expect(scaled(picture, { left: 100, top: 100, size: 100 }, 20)).toEqual({ left: 90, top: 90, size: 120 });
  });

  it("keeps its corner while the other one is dragged", () => {
    expect(stretched(picture, { left: 200, top: 150, size: 50 }, 400)).toEqual({ left: 200, top: 150, size: 150 });
  });
});

describe("the history", () => {
  it("is a tree in which every node stands under its parent", () => {
    const pictureId = uuid(1);
    const upload = buildRevision(1001, { pictureId });
    const jobs = [10, 11].map((number) => buildJob(number, { pictureId, parentId: upload.id }));
    const lines = branches(historyOf({ ...emptySnapshot(), revisions: [upload], jobs }, pictureId));
    expect(lines.map(({ node, depth }) => [node.kind, depth])).toEqual([
      ["upload", 0],
      ["embed", 1],
      ["embed", 1],
    ]);
  });

  it("says nothing of the places that a slider passed", () => {
    const pictureId = uuid(1);
    const upload = buildRevision(1001, { pictureId });
    const passed = { kind: "generate", pictureId, parentId: upload.id, seedId: uuid(50), state: "cancelled" };
    const jobs = [buildJob(10, { ...passed, realism: 0.4 }), buildJob(11, { ...passed, realism: 0 })];
    const history = historyOf({ ...emptySnapshot(), revisions: [upload], jobs }, pictureId);
    expect(history.filter(worthShowing).map((node) => node.key)).toEqual([upload.id, jobs[1]?.id]);
  });

  it("lists the latest of the places where a slow hand on the slider stayed, and what is looked at", () => {
    const pictureId = uuid(1);
    const [one, other] = [uuid(0xaa), uuid(0xbb)];
    const grown = (number: number, realism: number, by = one) =>
      buildRevision(number, {
        ...{ kind: "generate", pictureId, jobId: jobId(number), seedId: uuid(50), modelId: "tiny", steps: 10, by },
        ...{ realism, metrics: null, milliseconds: 9 },
      });
    const revisions = [grown(1001, 0), grown(1002, 0.2), grown(1003, 0.4), grown(1004, 0.6), grown(1005, 0.8, other)];
    const history = historyOf({ ...emptySnapshot(), revisions }, pictureId);
    const listed = (looked?: number) =>
      folded(history, ({ key }) => looked !== undefined && key === jobId(looked)).map(({ key }) => key);
    expect(listed()).toEqual([1001, 1004, 1005].map(jobId));
    expect(listed(1002)).toEqual([1001, 1002, 1004, 1005].map(jobId));
  });

  it("names each node by how it came about and how it went", () => {
    const pictureId = uuid(1);
    const upload = buildRevision(1001, { pictureId });
    const refine = { ...startingMethods.refine, iterations: 40 };
    const jobs = [
      buildJob(10, { pictureId, parentId: upload.id, state: "paused", method: startingMethods.descent }),
      buildJob(11, { pictureId, parentId: upload.id, state: "running", method: refine }),
    ];
    const history = historyOf({ ...emptySnapshot(), revisions: [upload], jobs }, pictureId);
    expect(history.map((node) => historyTitle(node, undefined))).toEqual([
      "Uploaded",
      "Paused · T 10 · descent, 1,500 iterations",
      "Finding its seed · T 10 · refined, 40 iterations",
    ]);
  });
});
