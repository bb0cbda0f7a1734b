import type { Change } from "../../protocol/events";
import type { SessionId } from "../../protocol/ids";
import type { House } from "../house";

/** After the transaction: hands what was queued to the queue, and stops what was paused or cancelled on its worker. */
export async function dispatchTrainings(house: House, sessionId: SessionId, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.noun !== "training") continue;
    const { id, state, attempt } = change.row;
    if (state === "queued") await house.queue.add({ id, kind: "train", lane: "training" });
    if (state === "cancelled" || state === "paused") house.workers.cancel(id, attempt);
    if (state === "cancelled") house.frames.forget(sessionId, id);
  }
}
