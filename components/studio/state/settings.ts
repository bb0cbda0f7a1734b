import type { Model } from "@/protocol/entities";
import { type MethodSettings, readMethods, startingMethods } from "./methods";
import { denoisersOf } from "./models";

/** What new work is made with, chosen in the inspector and remembered by this browser. */
export interface Settings {
  readonly modelId: string | null;
  readonly steps: number;
  readonly corrections: number;
  readonly methods: MethodSettings;
}

export const startingSettings: Settings = { modelId: null, steps: 10, corrections: 3, methods: startingMethods };

const storageKey = "seedbed.settings";

export function storedSettings(): Settings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    if (typeof stored !== "object" || stored === null) return startingSettings;
    return {
      modelId: "modelId" in stored && typeof stored.modelId === "string" ? stored.modelId : null,
      steps: "steps" in stored ? whole(stored.steps, 1, 100, startingSettings.steps) : startingSettings.steps,
      corrections:
        "corrections" in stored
          ? whole(stored.corrections, 0, 20, startingSettings.corrections)
          : startingSettings.corrections,
      methods: readMethods("methods" in stored ? stored.methods : null),
    };
  } catch {
    return startingSettings;
  }
}

export function storeSettings(settings: Settings): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing still works; it only forgets the choice.
  }
}

/** The chosen model while it can be used, else the largest colour model that can; embedders generate nothing. */
export function usableModel(all: readonly Model[], chosen: string | null): Model | null {
  const models = denoisersOf(all);
  const available = models.filter((model) => model.available);
  const kept = available.find((model) => model.id === chosen);
  if (kept) return kept;
  const byReach = available.toSorted((one, other) => other.channels - one.channels || other.size - one.size);
  return byReach[0] ?? models.find((model) => model.id === chosen) ?? models[0] ?? null;
}

function whole(value: unknown, lowest: number, highest: number, fallback: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) return fallback;
  return Math.min(highest, Math.max(lowest, value));
}
