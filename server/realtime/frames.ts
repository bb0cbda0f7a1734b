import type { JobId, SessionId } from "../../protocol/ids";
import type { FrameHeader, JobProgress } from "../../protocol/jobs";
import type { Audience } from "./audience";

interface Frame {
  readonly header: FrameHeader;
  readonly picture: Uint8Array;
}

interface Reel {
  readonly session: SessionId;
  readonly attempt: number;
  frames: Frame[];
  progress: JobProgress | null;
}

/** What is seen of running jobs: passed on as it comes, and kept until the job ends for whoever comes late. */
export class FrameRelay {
  readonly #reels = new Map<JobId, Reel>();

  constructor(private readonly audience: Audience) {}

  begin(session: SessionId, job: JobId, attempt: number): void {
    this.#reels.set(job, { session, attempt, frames: [], progress: null });
  }

  pass(header: FrameHeader, picture: Uint8Array): void {
    const reel = this.#reels.get(header.jobId);
    if (reel?.attempt !== header.attempt) return;
    // A descent has thousands of iterations; the newest tells all.
    if (header.phase === "descent") reel.frames = reel.frames.filter((frame) => frame.header.phase !== "descent");
    reel.frames.push({ header, picture });
    this.audience.show(reel.session, header, picture);
  }

  passProgress(progress: JobProgress): void {
    const reel = this.#reels.get(progress.jobId);
    if (reel?.attempt !== progress.attempt) return;
    reel.progress = progress;
    this.audience.tellProgress(reel.session, progress);
  }

  /** How far each of the session's running jobs is, of those that said so. */
  progress(session: SessionId): JobProgress[] {
    const reels = [...this.#reels.values()].filter((reel) => reel.session === session);
    return reels.flatMap((reel) => reel.progress ?? []);
  }

  /** All frames so far of the session's running jobs, oldest first. */
  soFar(session: SessionId): Frame[] {
    return [...this.#reels.values()].filter((reel) => reel.session === session).flatMap((reel) => reel.frames);
  }

  forget(session: SessionId, job: JobId): void {
    if (this.#reels.get(job)?.session === session) this.#reels.delete(job);
  }
}
