"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "../../ui/icon-button";
import { furthestZoom } from "./lens";
import type { LensControl } from "./use-lens";

export function ZoomControls({ control }: { control: LensControl }) {
  const { zoom } = control.lens;
  return (
    <div className="absolute right-3 bottom-3 z-10 flex items-center rounded-control border border-line bg-surface/90 p-0.5">
      <IconButton size="small" label="Zoom out" side="top" disabled={zoom <= 1} onClick={() => control.zoomBy(1 / 1.5)}>
        <Minus size={16} />
      </IconButton>
      <span className="figures w-12 text-center text-[13px] text-ink-soft">{Math.round(zoom * 100)} %</span>
      <IconButton
        size="small"
        label="Zoom in"
        side="top"
        disabled={zoom >= furthestZoom}
        onClick={() => control.zoomBy(1.5)}
      >
        <Plus size={16} />
      </IconButton>
      <IconButton size="small" label="Fit the picture" side="top" disabled={zoom === 1} onClick={control.reset}>
        <Maximize size={15} />
      </IconButton>
    </div>
  );
}
