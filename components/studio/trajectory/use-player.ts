"use client";

import { useCallback, useEffect } from "react";
import { useStudio, useStudioStore } from "../state/studio-context";
import { stepPause } from "./geometry";
import { lastFilled } from "./path";
import type { Path } from "./use-path";

/** Scrubbing and playing: the stage goes through the stops that have something to show. */
export function usePlayer(path: Path) {
  const store = useStudioStore();
  const playing = useStudio((state) => state.view.playing);
  const filled = path.stops.flatMap((stop, index) => (stop.raster ? [index] : []));
  const seedAt = path.stops.findIndex((stop) => stop.kind === "seed");
  const played = filled.filter((index) => index >= seedAt);
  const sequence = played.join();

  useEffect(() => {
    if (!playing) return;
    const order = sequence.split(",").map(Number);
    const timer = setInterval(() => {
      const { scrub } = store.getState().view;
      const next = order.find((index) => scrub === null || index > scrub);
      // The last step is what the stage shows when nobody scrubs, so playing ends by letting go.
      const isLast = next === undefined || next === order.at(-1);
      store.changeView(isLast ? { playing: false, scrub: null } : { scrub: next });
    }, stepPause(order.length));
    return () => clearInterval(timer);
  }, [playing, sequence, store]);

  const toggle = useCallback(() => {
    const { view } = store.getState();
    if (view.playing) return store.changeView({ playing: false });
    const order = sequence.split(",").map(Number);
    const first = order[0];
    if (first === undefined || order.length < 2) return;
    const resumes = view.scrub !== null && view.scrub >= first && view.scrub < (order.at(-1) ?? 0);
    store.changeView({ playing: true, hover: null, scrub: resumes ? view.scrub : first });
  }, [sequence, store]);

  return { playing, toggle };
}

/** One stop on or back among those that are filled; past the last one lets go. */
export function scrubbed(path: Path, scrub: number | null, by: 1 | -1): number | null {
  const filled = path.stops.flatMap((stop, index) => (stop.raster ? [index] : []));
  const last = lastFilled(path.stops.map((stop) => stop.raster !== null));
  const from = scrub ?? last;
  if (from === null) return null;
  const next = by > 0 ? filled.find((index) => index > from) : filled.findLast((index) => index < from);
  if (next === undefined) return by > 0 ? null : scrub;
  return next === last ? null : next;
}
