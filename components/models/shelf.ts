import type { Model } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import type { Training } from "@/protocol/training";
import { isActive, isPaused } from "../studio/state/work";

/** What the page lists: every training stands in one of the lists, or beside its model. */
export interface Shelf {
  /** Under way, paused, or failed: something to look at or to decide. The oldest first, so that none moves for a new one. */
  readonly trainings: readonly Training[];
  readonly cancelled: readonly Training[];
  /** Those trained here first, the newest before the others. */
  readonly models: readonly { readonly model: Model; readonly training: Training | null }[];
}

export function shelfOf({ trainings }: Snapshot, models: readonly Model[]): Shelf {
  const done = new Map(
    trainings.filter(({ state }) => state === "done").map((training) => [training.modelId, training]),
  );
  const placed = models.map((model) => ({ model, training: done.get(model.id) ?? null }));
  const trained = placed.filter(({ training }) => training !== null);
  return {
    trainings: trainings.filter((training) => isActive(training) || isPaused(training) || training.state === "failed"),
    cancelled: trainings.filter(({ state }) => state === "cancelled"),
    models: [...trained.toReversed(), ...placed.filter(({ training }) => training === null)],
  };
}
