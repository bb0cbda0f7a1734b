import { z } from "zod";
import { Problem } from "../../protocol/errors";
import type { Outcome } from "../../protocol/events";
import { JobId } from "../../protocol/ids";
import { JobNote, TaskResult } from "../../protocol/jobs";

/** What a worker says of one try at a job. */
export const AttemptMessage = z.object({ jobId: JobId, attempt: z.int() });
export type Attempt = z.infer<typeof AttemptMessage>;

export const NoteMessage = AttemptMessage.extend({ note: JobNote });

/** A result that is none is a failure of the worker. */
export function readOutcome(outcome: Outcome): Outcome {
  if (outcome.state !== "done") return outcome;
  const result = TaskResult.safeParse(outcome.result);
  if (result.success) return { state: "done", result: result.data };
  const detail = result.error.issues[0]?.path.join(".");
  return { state: "failed", problem: new Problem("compute_failed", `result: ${detail}`).report() };
}
