import { Problem, problems } from "../protocol/errors";
import type { Terminal } from "./words";

export type ComplaintCode =
  | "bad_usage"
  | "file_missing"
  | "file_is_a_folder"
  | "file_not_readable"
  | "file_not_writable"
  | "folder_missing"
  | "not_a_folder"
  | "model_not_found"
  | "model_not_readable"
  | "model_not_usable"
  | "seed_not_readable"
  | "seed_not_finite"
  | "engine_not_available"
  | "interrupted";

/** What a person typed or named cannot be used: a code, and a sentence that says what to do. */
export class Complaint extends Error {
  constructor(
    readonly code: ComplaintCode,
    message: string,
  ) {
    super(message);
    this.name = "Complaint";
  }
}

/** What a problem says beyond its code's own sentence, which may be written for another place. */
export function detailOf({ code, message }: Problem): string {
  const [, sentence] = problems[code];
  const detail = message.slice(sentence.length).trim();
  return detail.startsWith("(") ? detail.slice(1, -1) : message;
}

/** Exit statuses: a failed check is 1, something the person can put right 2, a fault of Seedbed's own 70. */
export const exitStatus = { failed: 1, complaint: 2, fault: 70 } as const;

/** Of a request the code's own sentence says nothing on a command line; what was wrong with it does. */
function messageOf(error: unknown): string {
  if (error instanceof Problem && error.code === "bad_request") return detailOf(error);
  return error instanceof Error ? error.message : String(error);
}

/** Tells an error as `code: sentence` to people, as JSON to machines; answers the exit status. */
export function tellError(error: unknown, json: boolean, terminal: Terminal): number {
  const known = error instanceof Complaint || error instanceof Problem;
  const code = known ? error.code : "unexpected";
  const message = messageOf(error);
  if (json) terminal.print(`${JSON.stringify({ error: { code, message } })}\n`);
  else terminal.complain(`${code}: ${message}\n`);
  if (known) return exitStatus.complaint;
  // Only a fault of Seedbed's own comes with its stack, for the report somebody will write.
  if (error instanceof Error) terminal.complain(`${error.stack}\n`);
  return exitStatus.fault;
}
