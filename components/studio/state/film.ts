import type { FrameHeader } from "@/protocol/jobs";

/**
 * The frames of one job as they arrived; `null` where a step has not come (or was dropped on the way). Of a descent, which
 * may take thousands of iterations, only the newest.
 */
export interface Film {
  readonly jobId: string;
  readonly attempt: number;
  readonly phase: FrameHeader["phase"];
  readonly of: number;
  readonly frames: readonly (ImageBitmap | null)[];
  /** The furthest step that has arrived, 0 before the first. */
  readonly reached: number;
}

/** The film with one more frame, or null where the frame belongs to an attempt that is over. */
export function addFrame(film: Film | undefined, header: FrameHeader, bitmap: ImageBitmap): Film | null {
  if (film && header.attempt < film.attempt) return null;
  if (header.step < 1 || header.step > header.of) return null;
  const continues = film && film.attempt === header.attempt && film.phase === header.phase && film.of === header.of;
  const isDescent = header.phase === "descent";
  const places = isDescent ? 1 : header.of;
  const frames = continues ? film.frames : Array.from({ length: places }, () => null);
  return {
    jobId: header.jobId,
    attempt: header.attempt,
    phase: header.phase,
    of: header.of,
    frames: frames.with(isDescent ? 0 : header.step - 1, bitmap),
    reached: Math.max(continues ? film.reached : 0, header.step),
  };
}

/** The bitmaps of `before` that `after` no longer shows: their memory can be given back. */
export function superseded(before: Film | undefined, after: Film | null): ImageBitmap[] {
  if (!before) return [];
  const kept = new Set(after?.frames);
  return before.frames.filter((frame): frame is ImageBitmap => frame !== null && !kept.has(frame));
}

/** Films are kept for the latest jobs only; the oldest go first. */
export const filmsKept = 40;

export function newestFrame(film: Film | undefined): ImageBitmap | null {
  return film?.frames.findLast((frame) => frame !== null) ?? null;
}
