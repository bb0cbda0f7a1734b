"use client";

import { Pause, Play } from "lucide-react";
import { useRef } from "react";
import { classes } from "../../ui/classes";
import { IconButton } from "../../ui/icon-button";
import { counted } from "../inspector/method/words";
import { useExtent } from "../stage/use-extent";
import { useStudio, useStudioStore } from "../state/studio-context";
import { DescentRow, useCurve } from "./descent-row";
import { curveHeight, rowHeight, smallTileSide, tileGap, tileSide } from "./geometry";
import { isEnd, lastFilled, titleOf } from "./path";
import { Tile } from "./tile";
import { openSearch, UnderWay } from "./under-way";
import type { FilledStop, Path } from "./use-path";
import { usePlayer } from "./use-player";

interface Placed {
  readonly stop: FilledStop;
  readonly index: number;
}

/** The steps from the seed to the image, and those that found the seed: every tile has its place from the start. */
export function Trajectory({ path }: { path: Path }) {
  const strip = useRef<HTMLDivElement>(null);
  const width = useExtent(strip)?.width ?? 0;
  const view = useStudio((state) => state.view);
  const store = useStudioStore();
  const { playing, toggle } = usePlayer(path);

  const placed = path.stops.map((stop, index): Placed => ({ stop, index }));
  const seedAt = placed.findIndex(({ stop }) => stop.kind === "seed");
  const inversion = placed.slice(0, Math.max(0, seedAt));
  const generation = placed.slice(Math.max(0, seedAt));
  const live = lastFilled(path.stops.map((stop) => stop.raster !== null));
  const current = view.hover ?? view.scrub ?? live;
  const currentStop = current === null ? undefined : path.stops[current];
  const small = smallTileSide(width, inversion.length);
  const curve = useCurve(path.work?.embed ?? null);
  const isSteered = path.work ? openSearch(path.work) !== null : false;
  // How far the search is, is said beside its buttons; the title would say it twice.
  const isTitled = !isSteered || view.hover !== null || view.scrub !== null;
  const isFolded = inversion.length === 1;
  const canPlay = generation.filter(({ stop }) => stop.raster).length > 1;

  const tiled = (tiles: readonly Placed[], side: number) =>
    tiles.map(({ stop, index }) => (
      <Tile
        key={stop.kind === "descent" ? stop.kind : `${stop.kind}-${stop.step}`}
        stop={stop}
        index={index}
        side={side}
        current={index === current}
        chosen={index === (view.scrub ?? live)}
      />
    ));
  const row = (name: string, tiles: readonly Placed[], side: number, height: number) => (
    <ol
      aria-label={name}
      className="thin-scroll flex items-center overflow-x-auto overflow-y-hidden"
      style={{ gap: tileGap, height: height + 12 }}
    >
      {tiled(tiles, side)}
      {isFolded && name === "Finding the seed" && (
        <li className="figures self-center pl-1 text-[13px] text-ink-faint">{folded(path)}</li>
      )}
    </ol>
  );

  return (
    <section
      aria-label="Trajectory strip"
      className="flex shrink-0 flex-col border-line border-t bg-surface px-3 pt-1 pb-2"
      onPointerLeave={() => view.hover !== null && store.changeView({ hover: null })}
    >
      <div className="flex h-9 items-center gap-2 text-[13px]">
        <IconButton
          size="small"
          label={playing ? "Pause" : "Play the steps"}
          hint={playing ? "Pause (space)" : "Play the steps from seed to image (space)"}
          side="top"
          disabled={!canPlay}
          onClick={toggle}
        >
          {playing ? <Pause size={16} /> : <Play size={16} />}
        </IconButton>
        <span className={classes("figures font-medium", isSteered ? "min-w-0 truncate" : "shrink-0")}>
          {isTitled && (currentStop ? titleOf(currentStop) : "Trajectory")}
        </span>
        <span className="min-w-0 grow truncate text-ink-faint">
          <span className="max-md:hidden">{currentStop && !isSteered && meaning(currentStop)}</span>
        </span>
        {path.work && <UnderWay work={path.work} />}
      </div>
      <div ref={strip}>
        {curve ? (
          <DescentRow node={path.work?.embed ?? null} curve={curve} height={curveHeight(width)}>
            {tiled(inversion, smallTileSide(width, 1))}
          </DescentRow>
        ) : (
          inversion.length > 0 && row("Finding the seed", inversion, small, small)
        )}
        {row("Trajectory", generation, tileSide(width, generation.length), rowHeight(width))}
      </div>
    </section>
  );
}

function meaning(stop: FilledStop): string {
  switch (stop.kind) {
    case "picture":
      return "What the model is asked to grow again.";
    case "inversion":
      return "The generator's steps, run backwards: the picture turns into noise.";
    case "descent":
      return "What the seed of this iteration generates; the best is kept.";
    case "seed":
      return "The noise that the picture grows from. Mid-grey is 0, black and white are −3 and +3.";
    case "generation":
      return isEnd(stop) ? "What grew from the seed." : "What the model believes the image to be after this step.";
  }
}

/** Steps backwards are watched, not stored: who comes later is told how many there were. */
function folded(path: Path): string {
  const embedded = path.work?.embed?.revision;
  if (embedded?.kind !== "embed") return "";
  const spent = counted(embedded.evaluations, "network evaluation");
  return embedded.method.name === "inversion" ? `${embedded.steps} steps back to its seed, ${spent}` : spent;
}
