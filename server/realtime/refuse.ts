import type { Logger } from "pino";
import { Problem, type ProblemReport } from "../../protocol/errors";
import { isDatabaseAway } from "../database/away";

/** What a person is told of an error: a problem's own sentence; of anything else, that it is ours. */
export function toProblem(error: unknown, log: Logger): Problem {
  if (error instanceof Problem) return error;
  // Pages are bundled apart from the server and have a class of their own.
  if (error instanceof Error && error.name === "Problem") return error as Problem;
  if (isDatabaseAway(error)) return new Problem("database_away");
  log.error({ error: error instanceof Error ? error.stack : String(error) }, "unexpected");
  return new Problem("unexpected");
}

/** A connection's refusal as Socket.IO carries it: `connect_error` with the problem as data. */
export function refuse(error: unknown, log: Logger): Error & { data: ProblemReport } {
  const problem = toProblem(error, log);
  return Object.assign(new Error(problem.message), { data: problem.report() });
}
