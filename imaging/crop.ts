import sharp from "sharp";
import type { Crop } from "../protocol/entities";
import { Problem } from "../protocol/errors";
import type { DecodedPicture } from "./decode";
import { onFreeCore } from "./hardened";
import { rasterInput } from "./raster";

/** The largest square in the middle of a picture; sides in pixels. */
export function proposeCrop(width: number, height: number): Crop {
  const size = Math.min(width, height);
  return { left: Math.floor((width - size) / 2), top: Math.floor((height - size) / 2), size };
}

/**
 * Cuts the crop (pixels of the whole picture) and brings it to `size` pixels a side: a PNG, RGB, 8 bit, no metadata.
 * Where nothing has to be scaled the pixels stay as they are. Throws crop_outside_picture.
 */
export async function cutSquare(picture: DecodedPicture, crop: Crop, size: number): Promise<Buffer> {
  const { left, top } = crop;
  const fits = left >= 0 && top >= 0 && crop.size >= 1;
  if (!fits || left + crop.size > picture.width || top + crop.size > picture.height) {
    throw new Problem("crop_outside_picture");
  }
  const { raster } = picture;
  const horizontal = raster.width / picture.width;
  const vertical = raster.height / picture.height;
  const width = Math.max(1, Math.round(crop.size * horizontal));
  const height = Math.max(1, Math.round(crop.size * vertical));
  const region = {
    left: Math.min(Math.round(left * horizontal), raster.width - width),
    top: Math.min(Math.round(top * vertical), raster.height - height),
    width,
    height,
  };
  const square = sharp(raster.data, rasterInput(raster)).extract(region);
  if (width !== size || height !== size) square.resize(size, size, { fit: "fill", kernel: "lanczos3" });
  return onFreeCore(() => square.png({ compressionLevel: 6 }).toBuffer());
}
