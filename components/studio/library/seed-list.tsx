"use client";

import { useMemo } from "react";
import type { Seed } from "@/protocol/entities";
import { classes } from "../../ui/classes";
import { Picture } from "../../ui/picture";
import { addressesIn } from "../pixels/addresses";
import { useActions, useStudio, useWork } from "../state/studio-context";

/** Seeds as they look, newest first: drawn ones by their number, found ones by their picture. */
export function SeedList() {
  const snapshot = useStudio((state) => state.snapshot);
  const shownId = useWork()?.seed?.id;
  const seeds = useMemo(() => {
    const present = new Map(
      snapshot?.pictures.filter((picture) => !picture.removed).map((picture) => [picture.id, picture]),
    );
    return (snapshot?.seeds ?? []).flatMap((seed) => {
      const picture = present.get(seed.pictureId);
      return picture ? [{ seed, name: seed.number === null ? picture.name : `No. ${seed.number}` }] : [];
    });
  }, [snapshot]);

  if (seeds.length === 0) {
    return (
      <p className="text-[13px] text-ink-faint">
        A seed is the noise a picture grows from. Add a picture to find its seed, or draw a new one.
      </p>
    );
  }
  return (
    <ul aria-label="Seeds" className="grid grid-cols-[repeat(auto-fill,minmax(56px,1fr))] gap-2">
      {seeds.toReversed().map(({ seed, name }) => (
        <SeedCard key={seed.id} seed={seed} name={name} shown={seed.id === shownId} />
      ))}
    </ul>
  );
}

function SeedCard({ seed, name, shown }: { seed: Seed; name: string; shown: boolean }) {
  const actions = useActions();
  const sessionId = useStudio((state) => state.sessionId);
  const revisions = useStudio((state) => state.snapshot?.revisions);
  const origin = revisions?.find(
    (revision) => (revision.kind === "embed" || revision.kind === "seed") && revision.seedId === seed.id,
  );
  const key = origin && "jobId" in origin ? origin.jobId : (origin?.id ?? null);
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-label={seed.number === null ? `Seed of ${name}` : `Seed ${name}`}
        aria-current={shown}
        title={name}
        onClick={() => actions.pin({ pictureId: seed.pictureId, key })}
        className={classes(
          "block aspect-square w-full overflow-hidden rounded-md bg-sunken outline-offset-2",
          shown && "outline-2 outline-leaf",
        )}
      >
        {seed.statistics ? (
          <Picture
            src={addressesIn(sessionId).seedPreview(seed.id)}
            alt=""
            loading="lazy"
            className="honest-pixels size-full"
          />
        ) : (
          <span className="block size-full animate-breathe bg-line" />
        )}
      </button>
      <p className="figures truncate pt-0.5 text-[11px] text-ink-faint leading-4">{name}</p>
    </li>
  );
}
