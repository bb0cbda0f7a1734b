import type { Snapshot } from "@/protocol/events";
import type { JobProgress } from "@/protocol/jobs";
import { hasEnded } from "./work";

/** How far long jobs are, by the job's or training's id: the newest that was heard of each. */
export type ProgressOfJobs = ReadonlyMap<string, JobProgress>;

/** What was heard with one more report; the same map where the report is of an attempt that is over. */
export function hear(known: ProgressOfJobs, progress: JobProgress, snapshot: Snapshot | null): ProgressOfJobs {
  const row = snapshot && workById(snapshot).get(progress.jobId);
  const newest = Math.max(row?.attempt ?? 0, known.get(progress.jobId)?.attempt ?? 0);
  if (progress.attempt < newest || (row && hasEnded(row))) return known;
  return new Map(known).set(progress.jobId, progress);
}

/** Without what has ended or begun anew; the same map where that is nothing. */
export function withoutEnded(known: ProgressOfJobs, snapshot: Snapshot): ProgressOfJobs {
  if (known.size === 0) return known;
  const rows = workById(snapshot);
  const kept = [...known].filter(([, progress]) => {
    const row = rows.get(progress.jobId);
    return !row || (!hasEnded(row) && row.attempt <= progress.attempt);
  });
  return kept.length === known.size ? known : new Map(kept);
}

function workById({ jobs, trainings }: Snapshot) {
  return new Map([...jobs, ...trainings].map((row) => [row.id, row]));
}
