import type { SharpOptions } from "sharp";
import type { DecodedPicture } from "./decode";

/** How sharp is told what a raster's bytes are. */
export function rasterInput({ width, height }: DecodedPicture["raster"]): SharpOptions {
  return { raw: { width, height, channels: 3 } };
}
