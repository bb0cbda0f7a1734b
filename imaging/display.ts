import sharp from "sharp";
import type { DecodedPicture } from "./decode";
import { onFreeCore } from "./hardened";
import { rasterInput } from "./raster";

/** Up to here every pixel counts, as it does in pictures of a model's size. */
const longestLosslessSide = 512;
const longestSide = 1280;

/** The picture as browsers get it: without metadata; exact up to 512 pixels a side, else scaled to at most 1280. */
export async function displayPicture(picture: DecodedPicture): Promise<{ bytes: Buffer; mediaType: string }> {
  const { raster } = picture;
  const image = sharp(raster.data, rasterInput(raster));
  if (Math.max(raster.width, raster.height) <= longestLosslessSide) {
    image.webp({ lossless: true, effort: 2 });
  } else {
    image.resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true });
    image.webp({ quality: 85, effort: 1 });
  }
  return { bytes: await onFreeCore(() => image.toBuffer()), mediaType: "image/webp" };
}
