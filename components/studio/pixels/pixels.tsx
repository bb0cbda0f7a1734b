"use client";

import { type CSSProperties, useLayoutEffect, useRef } from "react";
import { classes } from "../../ui/classes";
import type { Raster } from "./raster";

interface PixelsProps {
  raster: Raster;
  /** What it shows, in words; empty where the words stand beside it. */
  label: string;
  smooth?: boolean;
  /** Pixels a side to reduce to, for a photograph shown as a model of that size sees it. */
  reduceTo?: number | null;
  className?: string;
  style?: CSSProperties;
}

/** A raster at its own size, enlarged with honest pixels unless smoothing is asked for. */
export function Pixels({ raster, label, smooth = false, reduceTo = null, className, style }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { source, left, top, width, height } = raster;
  const shownWidth = Math.max(1, Math.round(reduceTo ?? width));
  const shownHeight = Math.max(1, Math.round(reduceTo ?? height));

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    // A frame that was given back meanwhile has no pixels; what was drawn of it stays.
    if (!canvas.current || !context || source.width === 0) return;
    canvas.current.width = shownWidth;
    canvas.current.height = shownHeight;
    context.imageSmoothingQuality = "high";
    context.drawImage(source, left, top, width, height, 0, 0, shownWidth, shownHeight);
  }, [source, left, top, width, height, shownWidth, shownHeight]);

  return (
    <canvas
      ref={canvas}
      role={label ? "img" : undefined}
      aria-label={label || undefined}
      aria-hidden={label ? undefined : true}
      className={classes("block", !smooth && "honest-pixels", className)}
      style={style}
    />
  );
}
