import type { Revision } from "@/protocol/entities";

/** The place of a seed among those that one job found; 1 is the best. */
export interface Rank {
  readonly place: number;
  readonly of: number;
}

type Found = Extract<Revision, { kind: "embed" }>;

/**
 * Ranks by the revision's id, of jobs that found several seeds. Only the best names the job; that the others are of the
 * same one is told by what the search spent, which is the same to the fraction of a millisecond. They are stored best first.
 */
export function ranksOf(revisions: readonly Revision[]): ReadonlyMap<string, Rank> {
  const found = revisions.filter((revision): revision is Found => revision.kind === "embed");
  const searches = new Map<string, Found[]>();
  for (const seed of found) {
    const search = JSON.stringify([seed.parentId, seed.method, seed.evaluations, seed.milliseconds]);
    searches.set(search, [...(searches.get(search) ?? []), seed]);
  }
  return new Map(
    [...searches.values()]
      .filter((seeds) => seeds.length > 1)
      .flatMap((seeds) =>
        seeds.toSorted(bestFirst).map(({ id }, index) => [id, { place: index + 1, of: seeds.length }] as const),
      ),
  );
}

export function rankInWords({ place, of }: Rank): string {
  return `seed ${place} of ${of}`;
}

function bestFirst(one: Found, other: Found): number {
  const isBest = Number(other.jobId !== null) - Number(one.jobId !== null);
  return isBest || (one.at < other.at ? -1 : Number(one.at > other.at));
}
