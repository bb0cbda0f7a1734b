import { Problem } from "../../protocol/errors";
import type { Outcome } from "../../protocol/events";
import type { JobId, SessionId } from "../../protocol/ids";
import type { House } from "../house";
import type { Desk } from "../workers/pool";
import { patiently } from "./patience";
import type { Performance, WorkRow } from "./performance";

/** How often rows that wait are compared with the queue, in milliseconds. */
const sweepInterval = 5000;

/** Runs work from the queue until its row says that it has ended. */
async function perform<Row extends WorkRow>(house: House, kind: Performance<Row>, id: string): Promise<void> {
  const find = () => patiently(house, () => kind.find(id));
  let row = await find();
  // A row that says running, in the hands of nobody, was left by a server that died.
  if (row?.state === "running") row = await kind.resume(row);
  while (row?.state === "queued") {
    const isTried = await attempt(house, kind, row);
    const before = row.attempt;
    row = await find();
    // Nobody can do it now: it comes back with the next sweep, or the next worker.
    if (!isTried && row?.attempt === before) return;
  }
}

/** False where it did not come to a try. */
async function attempt<Row extends WorkRow>(house: House, kind: Performance<Row>, waiting: Row): Promise<boolean> {
  const job = { jobId: waiting.id as JobId, attempt: waiting.attempt };
  const sessionId = waiting.sessionId as SessionId;
  const models = await patiently(house, () => kind.models(waiting));
  const desk = await house.workers.free(kind.laneOf(waiting), models, async () => {
    const row = await patiently(house, () => kind.find(waiting.id));
    return row?.state === "queued" && row.attempt === waiting.attempt;
  });
  if (!desk) return false;
  try {
    const running = await patiently(house, () => kind.start(waiting));
    if (!running) return false;
    house.frames.begin(sessionId, job.jobId, job.attempt);
    const outcome = await compute(house, kind, desk, running);
    // Workers that the server itself has ended were not lost: the row stays running, and is resumed at the next start.
    if (outcome === "lost" && house.isStopping()) return true;
    await patiently(house, () => (outcome === "lost" ? kind.lose(running) : kind.finish(running, outcome))).catch(
      (error: unknown) => failUnstored(house, kind, running, error),
    );
    desk.acknowledge();
    return true;
  } finally {
    // What was seen of a descent that is paused is there for whoever comes meanwhile.
    const now = await kind.find(waiting.id).catch(() => null);
    if (now?.state !== "paused") house.frames.forget(sessionId, job.jobId);
    desk.leave();
  }
}

/** A result that cannot be stored now cannot be stored later: computing it again would never end. */
async function failUnstored<Row extends WorkRow>(
  house: House,
  kind: Performance<Row>,
  row: Row,
  error: unknown,
): Promise<void> {
  house.log.error({ jobId: row.id, error: String(error) }, "a result could not be stored");
  const problem = error instanceof Problem ? error : new Problem("compute_failed", "its result could not be stored");
  await patiently(house, () => kind.fail(row, problem.report()));
}

async function compute<Row extends WorkRow>(
  house: House,
  kind: Performance<Row>,
  desk: Desk,
  row: Row,
): Promise<Outcome | "lost"> {
  try {
    const task = await patiently(house, () => kind.describe(row));
    const running = desk.run({ jobId: row.id as JobId, attempt: row.attempt, task });
    // Asked between the description and the start, when there was nobody yet to tell.
    const now = await patiently(house, () => kind.find(row.id));
    if (now?.ending) house.workers.enough(row.id as JobId, row.attempt);
    return await running;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { state: "failed", problem: error.report() };
  }
}

export interface Serving {
  /** Looks for rows that wait and are not in the queue, which is done every few seconds anyway. */
  sweep(): void;
  stop(): void;
}

/** Takes work from the queue, and keeps every unfinished row in it, whatever died between a row and its queueing. */
export function serveQueue<Row extends WorkRow>(house: House, kind: Performance<Row>): Serving {
  const performing = new Set<string>();
  for (const lane of kind.lanes)
    house.queue.take(lane, async (id) => {
      if (performing.has(id)) return;
      performing.add(id);
      try {
        await perform(house, kind, id);
      } finally {
        performing.delete(id);
      }
    });
  const timer = setInterval(sweep, sweepInterval);
  sweep();
  return { sweep, stop: () => clearInterval(timer) };

  function sweep(): void {
    queueAll().catch((error: Error) => house.log.warn({ error: error.message }, "the queue could not be swept"));
  }

  async function queueAll(): Promise<void> {
    for (const work of await kind.unfinished()) if (!performing.has(work.id)) await house.queue.add(work);
  }
}
