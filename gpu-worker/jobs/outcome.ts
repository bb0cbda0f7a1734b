import type { Logger } from "pino";
import { z } from "zod";
import { Problem } from "../../protocol/errors";
import type { Outcome } from "../../protocol/events";
import { Task } from "../../protocol/jobs";
import type { JobContext } from "./job";
import { runTask } from "./registry";

/** Runs a task to its end and says how it ended; what nobody foresaw is logged with its stack. Never throws. */
export async function carryOut(task: unknown, context: JobContext, log: Logger): Promise<Outcome> {
  try {
    const parsed = Task.safeParse(task);
    if (!parsed.success) throw new Problem("bad_request", z.prettifyError(parsed.error));
    return { state: "done", result: await runTask(parsed.data, context) };
  } catch (error) {
    if (context.signal.aborted) return { state: "cancelled" };
    if (error instanceof Problem) return { state: "failed", problem: error.report() };
    log.error({ err: error, task }, "the computation failed");
    return { state: "failed", problem: new Problem("compute_failed").report() };
  }
}
