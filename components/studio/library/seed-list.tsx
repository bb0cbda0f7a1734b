"use client";

import { useMemo } from "react";
import { classes } from "../../ui/classes";
import { Picture } from "../../ui/picture";
import { addressesIn } from "../pixels/addresses";
import { useActions, useStudio, useWork } from "../state/studio-context";
import { type KnownSeed, knownSeeds } from "./known-seeds";

/** Seeds as they look, newest first. */
export function SeedList() {
  const snapshot = useStudio((state) => state.snapshot);
  const shownId = useWork()?.seed?.id;
  const seeds = useMemo(() => (snapshot ? knownSeeds(snapshot) : []), [snapshot]);

  if (seeds.length === 0) {
    return (
      <p className="text-[13px] text-ink-faint">
        A seed is the noise a picture grows from. Add a picture to find its seed, or draw a new one.
      </p>
    );
  }
  return (
    <ul aria-label="Seeds" className="grid grid-cols-[repeat(auto-fill,minmax(56px,1fr))] gap-2">
      {seeds.toReversed().map((known) => (
        <SeedCard key={known.seed.id} known={known} shown={known.seed.id === shownId} />
      ))}
    </ul>
  );
}

function SeedCard({ known: { seed, name, subject }, shown }: { known: KnownSeed; shown: boolean }) {
  const actions = useActions();
  const sessionId = useStudio((state) => state.sessionId);
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-label={seed.number === null ? `Seed of ${name}` : `Seed ${name}`}
        aria-current={shown}
        title={name}
        onClick={() => actions.pin(subject)}
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
