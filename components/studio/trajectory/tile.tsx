"use client";

import { type KeyboardEvent, memo, useEffect, useRef } from "react";
import { classes } from "../../ui/classes";
import { Pixels } from "../pixels/pixels";
import { useStudioStore } from "../state/studio-context";
import { titleOf } from "./path";
import type { FilledStop } from "./use-path";

interface TileProps {
  stop: FilledStop;
  index: number;
  side: number;
  /** Shown on the stage now. */
  current: boolean;
  /** Where the keyboard enters the row. */
  chosen: boolean;
}

/** More pixels than a tile can show are reduced before drawing, so that a photograph does not flicker into noise. */
const mostPixels = 144;

export const Tile = memo(function Tile({ stop, index, side, current, chosen }: TileProps) {
  const store = useStudioStore();
  const button = useRef<HTMLButtonElement>(null);
  const { raster } = stop;

  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && raster) store.changeView({ scrub: index, playing: false });
  };

  return (
    <li className="shrink-0" style={{ width: side }}>
      <button
        ref={button}
        type="button"
        data-scrub
        tabIndex={chosen ? 0 : -1}
        disabled={!raster}
        aria-label={titleOf(stop)}
        aria-current={current ? "step" : undefined}
        onPointerEnter={(event) => {
          if (event.pointerType === "mouse" && raster) store.changeView({ hover: index });
        }}
        onClick={() => store.changeView({ scrub: index, playing: false })}
        onKeyDown={onKeyDown}
        className={classes(
          "relative block w-full overflow-hidden rounded-md bg-sunken outline-offset-1",
          !raster && "border border-line border-dashed",
        )}
        style={{ height: side }}
      >
        {raster && (
          <Pixels
            raster={raster}
            label=""
            reduceTo={raster.width > mostPixels ? mostPixels : null}
            className="size-full"
          />
        )}
        {(stop.kind === "seed" || stop.kind === "picture") && side >= 44 && (
          <span className="absolute inset-x-0 bottom-0 bg-black/60 text-[10px] text-white leading-4">
            {titleOf(stop)}
          </span>
        )}
        <span
          className={classes(
            "pointer-events-none absolute inset-0 rounded-md ring-inset",
            current ? "ring-2 ring-leaf" : "ring-1 ring-black/10",
          )}
        />
      </button>
    </li>
  );
});
