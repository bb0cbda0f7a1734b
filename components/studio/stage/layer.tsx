import type { CSSProperties } from "react";
import { Pixels } from "../pixels/pixels";
import type { Raster } from "../pixels/raster";
import type { Box } from "./lens";

export interface Shown {
  readonly raster: Raster;
  readonly reduceTo: number | null;
  readonly label: string;
}

interface LayerProps {
  shown: Shown | null;
  box: Box;
  smooth: boolean;
  style?: CSSProperties;
}

/** One picture on the stage, in the box that the lens gives it; its place is kept while it has not come. */
export function Layer({ shown, box, smooth, style }: LayerProps) {
  const place = { left: box.left, top: box.top, width: box.width, height: box.height, ...style };
  if (!shown) return <div className="checkered absolute" style={place} />;
  return (
    <Pixels
      raster={shown.raster}
      reduceTo={shown.reduceTo}
      label={shown.label}
      // Shown smaller than it is, a picture is always blended: dropping pixels would not be honest either.
      smooth={smooth || (shown.reduceTo ?? shown.raster.width) > box.width}
      className="absolute"
      style={place}
    />
  );
}
