import type { ProblemReport } from "../../protocol/errors";
import type { JobState } from "../../protocol/undertaking";
import { withoutControls } from "../../protocol/values";

/** What changes in a row, of a job or of a training, as it goes from one state to another. */

/** States of work that has not ended. */
export const openStates = ["queued", "running", "paused"] satisfies JobState[];

/** Work whose worker died this often under one request is failed, lest it kill every worker in turn. */
export const mostLosses = 3;

/** Asked for again by a person. */
export function anew(attempt: number) {
  return {
    state: "queued" as const,
    attempt: attempt + 1,
    losses: 0,
    ending: false,
    errorCode: null,
    errorMessage: null,
    startedAt: null,
    finishedAt: null,
  };
}

export function begun() {
  return { state: "running" as const, startedAt: new Date() };
}

/** Taken up again, after its worker or the server died. */
export function again(attempt: number, losses: number) {
  return { state: "queued" as const, startedAt: null, attempt: attempt + 1, losses };
}

export function failed({ code, message }: ProblemReport) {
  return {
    state: "failed" as const,
    finishedAt: new Date(),
    errorCode: code,
    errorMessage: withoutControls(message),
  };
}

export function cancelled() {
  return { state: "cancelled" as const, finishedAt: new Date() };
}
