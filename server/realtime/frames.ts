import type { JobId, SessionId } from "../../protocol/ids";
import type { FrameHeader } from "../../protocol/jobs";
import type { Audience } from "./audience";

interface Frame {
  readonly header: FrameHeader;
  readonly picture: Uint8Array;
}

interface Reel {
  readonly session: SessionId;
  readonly attempt: number;
  readonly frames: Frame[];
}

/** The frames of running jobs: passed on as they come, and kept until the job ends for whoever comes late. */
export class FrameRelay {
  readonly #reels = new Map<JobId, Reel>();

  constructor(private readonly audience: Audience) {}

  begin(session: SessionId, job: JobId, attempt: number): void {
    this.#reels.set(job, { session, attempt, frames: [] });
  }

  pass(header: FrameHeader, picture: Uint8Array): void {
    const reel = this.#reels.get(header.jobId);
    if (reel?.attempt !== header.attempt) return;
    reel.frames.push({ header, picture });
    this.audience.show(reel.session, header, picture);
  }

  /** All frames so far of the session's running jobs, oldest first. */
  soFar(session: SessionId): Frame[] {
    return [...this.#reels.values()].filter((reel) => reel.session === session).flatMap((reel) => reel.frames);
  }

  forget(session: SessionId, job: JobId): void {
    if (this.#reels.get(job)?.session === session) this.#reels.delete(job);
  }
}
