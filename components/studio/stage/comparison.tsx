"use client";

import { useMemo, useRef, useState } from "react";
import { classes } from "../../ui/classes";
import type { CompareMode } from "../state/studio-state";
import { CornerLabels } from "./corner-labels";
import { Layer, type Shown } from "./layer";
import { boxOf, type Extent, visiblePart } from "./lens";
import { useLens } from "./use-lens";
import { WipeHandle } from "./wipe-handle";
import { ZoomControls } from "./zoom-controls";

interface ComparisonProps {
  frame: Extent;
  /** In the picture's own pixels. */
  picture: Extent;
  original: Shown | null;
  result: Shown | null;
  /** Null where there is one picture only. */
  mode: CompareMode | null;
  smooth: boolean;
}

const margin = 16;
const gap = 12;

/** The original and what came of its seed, under one lens. */
export function Comparison({ frame, picture, original, result, mode, smooth }: ComparisonProps) {
  const surface = useRef<HTMLDivElement>(null);
  const [wipe, setWipe] = useState(0.5);
  const halves = mode === "side-by-side" ? 2 : 1;
  const pane = useMemo(
    () => ({
      width: (frame.width - 2 * margin - gap * (halves - 1)) / halves,
      height: frame.height - 2 * margin,
    }),
    [frame, halves],
  );
  const control = useLens(surface, pane, picture);
  const box = boxOf(pane, picture, control.lens);
  const visible = visiblePart(pane, box);
  const line = visible.left + (visible.right - visible.left) * wipe;

  const positionAt = (clientX: number) => {
    const left = clientX - (surface.current?.getBoundingClientRect().left ?? 0) - visible.left;
    return Math.min(1, Math.max(0, left / Math.max(1, visible.right - visible.left)));
  };

  const canPan = control.lens.zoom > 1;
  const paneClass = "absolute inset-y-0 overflow-hidden";
  return (
    <>
      <div
        ref={surface}
        {...control.handlers}
        className={classes("absolute touch-none select-none", canPan && "cursor-grab active:cursor-grabbing")}
        style={{ inset: margin }}
      >
        {mode === "side-by-side" ? (
          <>
            <div className={classes(paneClass, "left-0")} style={{ width: pane.width }}>
              <Layer shown={original} box={box} smooth={smooth} />
              <CornerLabels frame={pane} box={box} left={original?.label ?? null} right={null} />
            </div>
            <div className={classes(paneClass, "right-0")} style={{ width: pane.width }}>
              <Layer shown={result} box={box} smooth={smooth} />
              <CornerLabels frame={pane} box={box} left={result?.label ?? null} right={null} />
            </div>
          </>
        ) : (
          <div
            className={classes(paneClass, "inset-x-0 isolate")}
            style={mode === "difference" ? { filter: "brightness(4)" } : undefined}
          >
            {mode === null ? (
              <Layer shown={result ?? original} box={box} smooth={smooth} />
            ) : (
              <>
                <Layer shown={original} box={box} smooth={smooth} />
                <Layer
                  shown={result}
                  box={box}
                  smooth={smooth}
                  style={
                    mode === "difference"
                      ? { mixBlendMode: "difference" }
                      : { clipPath: `inset(0 0 0 ${line - box.left}px)` }
                  }
                />
              </>
            )}
          </div>
        )}
        {mode === "wipe" && (
          <CornerLabels frame={pane} box={box} left={original?.label ?? null} right={result?.label ?? null} />
        )}
        {mode === "wipe" && original && (
          <div
            className="absolute inset-x-0"
            style={{ top: Math.max(0, box.top), height: Math.min(pane.height, box.height) }}
          >
            <WipeHandle position={wipe} left={line} onMove={setWipe} positionAt={positionAt} />
          </div>
        )}
      </div>
      <ZoomControls control={control} />
    </>
  );
}
