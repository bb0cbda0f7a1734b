import { z } from "zod";
import { PersonId } from "./ids";
import { Timestamp } from "./values";

export const JobState = z.enum(["queued", "running", "paused", "done", "failed", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

/** What jobs on pictures and trainings alike say of how they stand. */
export const undertaking = {
  state: JobState,
  by: PersonId,
  at: Timestamp,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
  /** Counts from 1; one whose worker died is run again, and frames of older attempts are ignored. */
  attempt: z.int(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
};
