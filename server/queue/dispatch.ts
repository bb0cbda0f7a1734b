import type { Change } from "../../protocol/events";
import type { SessionId } from "../../protocol/ids";
import { laneOf } from "../../protocol/jobs";
import type { House } from "../house";

/**
 * After the transaction: hands what was queued to the queue, stops what was paused or cancelled on its worker, and lets
 * what was kept of the cancelled be removed.
 */
export async function dispatch(house: House, sessionId: SessionId, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.noun !== "job" && change.noun !== "training") continue;
    const { id, state, attempt } = change.row;
    const work = change.noun === "job" ? change.row : { kind: "train" as const };
    if (state === "queued") await house.queue.add({ id, kind: work.kind, lane: laneOf(work) });
    if (state === "cancelled" || state === "paused") house.workers.cancel(id, attempt);
    if (state === "cancelled") house.frames.forget(sessionId, id);
    if (state === "cancelled" && change.noun === "training") house.workers.forget([change.row.modelId]);
  }
}
