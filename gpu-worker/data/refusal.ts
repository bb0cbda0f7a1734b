import { Problem } from "../../protocol/errors";

/** What is wrong with somebody's pictures, and what to do. */
export function refusal(sentence: string): Problem {
  return new Problem("bad_request", sentence);
}

/** The first line of what a decoder said. */
export function reasonOf(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  return line;
}
