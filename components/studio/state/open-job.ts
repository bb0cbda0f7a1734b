import type { Job } from "@/protocol/entities";
import { hasEnded, type Work } from "./work";

/** The job of what is shown that runs, waits or is paused, if any. */
export function openJob(work: Work): Job | null {
  return [work.generate?.job, work.embed?.job].find((job) => job && !hasEnded(job)) ?? null;
}
