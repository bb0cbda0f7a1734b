import { addressesIn } from "../pixels/addresses";
import type { Compared } from "./compared";

/** The pictures of one compared seed, by their addresses; null where there is none (yet). */
export interface Plates {
  readonly original: string | null;
  readonly seed: string | null;
  readonly reconstruction: string | null;
}

export function platesOf(sessionId: string, { seed, found, grown }: Compared): Plates {
  const addresses = addressesIn(sessionId);
  return {
    original: found ? addresses.target(found.id) : null,
    seed: seed.statistics ? addresses.seedPreview(seed.id) : null,
    reconstruction: grown ? addresses.image(grown.id) : null,
  };
}

/** The rows of pictures, in the order in which they are laid out. */
export const plateNames = {
  original: "Original",
  seed: "Seed",
  reconstruction: "Reconstruction",
  difference: "Difference × 4",
} as const;
export type PlateName = keyof typeof plateNames;
export const plateOrder: readonly PlateName[] = ["original", "seed", "reconstruction", "difference"];
