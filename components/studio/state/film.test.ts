import { describe, expect, it } from "vitest";
import type { FrameHeader } from "@/protocol/jobs";
import { FrameHeader as FrameHeaderRow } from "@/protocol/jobs";
import { addFrame, superseded } from "./film";
import { jobId } from "./rows.fixture";

function header(step: number, attempt = 1, part: Partial<FrameHeader> = {}): FrameHeader {
  return FrameHeaderRow.parse({ jobId: jobId(1), attempt, phase: "generation", step, of: 3, computedAt: 0, ...part });
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

  it("of a descent keeps the newest frame alone", () => {
    const [old, newest] = [frame(), frame()];
    const before = addFrame(undefined, { ...header(20), phase: "descent", of: 5000 }, old) ?? undefined;
    const after = addFrame(before, { ...header(40), phase: "descent", of: 5000 }, newest);
    expect(after?.frames).toEqual([newest]);
    expect(after).toMatchObject({ reached: 40, of: 5000 });
    expect(superseded(before, after)).toEqual([old]);
  });

  it("keeps the newest frame alone of a descent's thousands, and gives the one before back", () => {
    const [old, newest] = [frame(), frame()];
    const descent = { phase: "descent", of: 20_000 } as const;
    const before = addFrame(undefined, header(40, 1, descent), old) ?? undefined;
    const after = addFrame(before, header(80, 1, descent), newest);
    expect([after?.frames, after?.reached, after?.of]).toEqual([[newest], 80, 20_000]);
    expect(superseded(before, after)).toEqual([old]);
  });
});
