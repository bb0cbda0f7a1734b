import { describe, expect, it } from "vitest";
import type { FrameHeader } from "@/protocol/jobs";
import { FrameHeader as FrameHeaderRow } from "@/protocol/jobs";
import { addFrame, superseded } from "./film";
import { jobId } from "./rows.fixture";

function header(step: number, attempt = 1): FrameHeader {
  return FrameHeaderRow.parse({ jobId: jobId(1), attempt, phase: "generation", step, of: 3, computedAt: 0 });
}

/** Frames are told apart, not looked at. */
function frame(): ImageBitmap {
  return { width: 1, height: 1, close: () => undefined };
}

describe("a job's film", () => {
  it("keeps the place of a frame that was dropped on the way", () => {
    const [first, third] = [frame(), frame()];
    const film = addFrame(addFrame(undefined, header(1), first) ?? undefined, header(3), third);
    expect(film?.frames).toEqual([first, null, third]);
    expect(film?.reached).toBe(3);
  });

  it("ignores frames of an attempt that is over", () => {
    const film = addFrame(undefined, header(1, 2), frame()) ?? undefined;
    expect(addFrame(film, header(2, 1), frame())).toBeNull();
  });

  it("begins anew with a new attempt, and gives the old frames back", () => {
    const old = frame();
    const before = addFrame(undefined, header(2), old) ?? undefined;
    const after = addFrame(before, header(1, 2), frame());
    expect(after?.reached).toBe(1);
    expect(superseded(before, after)).toEqual([old]);
  });
});
