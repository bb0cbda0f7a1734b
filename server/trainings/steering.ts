import { Problem } from "../../protocol/errors";
import type { PersonId, SessionId, TrainingId } from "../../protocol/ids";
import type { Training as TrainingRow } from "../database/generated/client";
import { record, type Transaction } from "../events/record";
import type { House } from "../house";
import { dispatch } from "../queue/dispatch";
import { anew, cancelled, openStates } from "../queue/transitions";
import { toTraining } from "./rows";

type State = TrainingRow["state"];
type Data = Parameters<Transaction["training"]["update"]>[0]["data"];

/** Stops a training so that it can go on later. Throws not_found, job_finished. */
export function pauseTraining(house: House, session: SessionId, by: PersonId, id: TrainingId): Promise<void> {
  return steer(house, session, id, { type: "training-paused", by }, ["queued", "running"], () => ({ state: "paused" }));
}

/** Goes on with a training that was paused, or failed, from its last checkpoint. Throws not_found, job_finished. */
export function resumeTraining(house: House, session: SessionId, by: PersonId, id: TrainingId): Promise<void> {
  return steer(house, session, id, { type: "training-queued", by }, ["paused", "failed"], ({ attempt }) =>
    anew(attempt),
  );
}

/** Ends a training without a model. Throws not_found, job_finished. */
export function cancelTraining(house: House, session: SessionId, by: PersonId, id: TrainingId): Promise<void> {
  return steer(house, session, id, { type: "training-cancelled", by }, openStates, cancelled);
}

/**
 * Ends a training with the best model so far, also one that failed after its first point. Throws not_found,
 * job_finished, nothing_learnt_yet.
 */
export async function finishTraining(house: House, session: SessionId, by: PersonId, id: TrainingId): Promise<void> {
  let running: TrainingRow | undefined;
  await steer(house, session, id, { type: "training-queued", by }, [...openStates, "failed"], (row) => {
    if ((row.curve as unknown[]).length === 0) throw new Problem("nothing_learnt_yet");
    if (row.state === "running") running = row;
    return { ...((row.state === "paused" || row.state === "failed") && anew(row.attempt)), ending: true };
  });
  if (running) house.workers.enough(id, running.attempt);
}

async function steer(
  house: House,
  sessionId: SessionId,
  id: TrainingId,
  what: Parameters<typeof record>[2],
  from: readonly State[],
  data: (row: TrainingRow) => Data,
): Promise<void> {
  const event = await record(house, sessionId, what, async (transaction) => {
    const row = await transaction.training.findFirst({ where: { id, sessionId } });
    if (!row) throw new Problem("not_found", "training");
    if (!from.includes(row.state)) throw new Problem("job_finished");
    const changed = await transaction.training.update({ where: { id }, data: data(row) });
    return [{ noun: "training", row: toTraining(changed) }];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
}
