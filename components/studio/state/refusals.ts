import type { Snapshot } from "@/protocol/events";
import type { Place, StudioState } from "./studio-state";

type Refusals = StudioState["refusals"];

/**
 * What is still worth saying after a change: a refusal of a job or training stands until its row goes on, and one of a
 * search or generation until the stage shows something else. The same map where that is all.
 */
export function standing(before: StudioState, after: StudioState): Refusals {
  const { refusals } = after;
  if (refusals.size === 0) return refusals;
  const hasMoved = subjectOf(before) !== subjectOf(after);
  const isOver = (place: Place) => {
    if (place === "embed" || place === "generate") return hasMoved;
    const id = /^(?:job|training)-(.+)$/.exec(place)?.[1];
    return id !== undefined && standOf(before.snapshot, id) !== standOf(after.snapshot, id);
  };
  const kept = [...refusals].filter(([place]) => !isOver(place));
  return kept.length === refusals.size ? refusals : new Map(kept);
}

function subjectOf({ view }: StudioState): string {
  const subject = view.pinned ?? view.newest;
  return `${subject?.pictureId} ${subject?.key}`;
}

/** A training's curve grows while what was asked of it stays refused, so not every change of a row counts. */
function standOf(snapshot: Snapshot | null, id: string): string {
  const training = snapshot?.trainings.find((row) => row.id === id);
  const job = snapshot?.jobs.find((row) => row.id === id);
  const row = training ?? job;
  return `${row?.state} ${row?.attempt} ${row && "ending" in row && row.ending}`;
}
