import { describe, expect, it } from "vitest";
import { buildJob, buildRevision, emptySnapshot, jobId, uuid } from "../state/rows.fixture";
import { historyOf } from "../state/work";
import { isGivenUp, realismShown, stepsShown } from "./realism-shown";

const pictureId = uuid(1);
const made = { kind: "generate", pictureId, parentId: uuid(1001), jobId: jobId(10), seedId: uuid(50), modelId: "tiny" };
const grown = buildRevision(1010, { ...made, steps: 25, realism: 0.4, metrics: null, milliseconds: 9 });

function shown(state?: string) {
  const jobs = state ? [buildJob(11, { ...made, state, steps: 7, realism: 0.6 })] : [];
  const history = historyOf({ ...emptySnapshot(), revisions: [grown], jobs }, pictureId);
  return { generate: history.at(-1) ?? null, embed: null };
}

describe("the slider of realism", () => {
  it("stands where the image is, or where the one on its way will be", () => {
    expect([shown(), shown("running"), shown("failed")].map(realismShown)).toEqual([0.4, 0.6, 0]);
  });

  it("lets go of a place whose image does not come", () => {
    expect(["queued", "running", "failed", "cancelled"].map((state) => isGivenUp(shown(state), 0.6))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    // What a slider passed is ended for the next place, which is still to come.
    expect(isGivenUp(shown("cancelled"), 0.65)).toBe(false);
    expect(isGivenUp(shown(), 0.4)).toBe(false);
  });

  it("asks with the steps of the image that it moves", () => {
    expect([shown(), shown("running")].map(stepsShown)).toEqual([25, 7]);
  });
});
