import type { Seed } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import type { Subject } from "../state/follow";
import { rankInWords, ranksOf } from "../state/rank";
import { keyOf } from "../state/work";

export interface KnownSeed {
  readonly seed: Seed;
  /** Drawn ones by their number, found ones by their picture, and by their rank where one job found several. */
  readonly name: string;
  /** Where it came about. */
  readonly subject: Subject;
}

/** The seeds of all pictures that are there, in the order they came. */
export function knownSeeds({ pictures, revisions, seeds }: Snapshot): KnownSeed[] {
  const present = new Map(pictures.filter(({ removed }) => !removed).map((picture) => [picture.id, picture]));
  const ranks = ranksOf(revisions);
  const origins = new Map(
    revisions.flatMap((revision) =>
      revision.kind === "embed" || revision.kind === "seed" ? [[revision.seedId, revision] as const] : [],
    ),
  );
  return seeds.flatMap((seed) => {
    const picture = present.get(seed.pictureId);
    if (!picture) return [];
    const origin = origins.get(seed.id);
    const rank = origin && ranks.get(origin.id);
    const found = rank ? `${picture.name}, ${rankInWords(rank)}` : picture.name;
    const name = seed.number === null ? found : `No. ${seed.number}`;
    return [{ seed, name, subject: { pictureId: picture.id, key: origin ? keyOf(origin) : null } }];
  });
}
