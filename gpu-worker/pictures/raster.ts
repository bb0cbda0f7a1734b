import sharp from "sharp";

// One decode or encode per thread: these pictures are far too small to be worth splitting.
sharp.concurrency(1);

/** 8-bit pixels, row by row, the channels of a pixel side by side: one (grey) or three (sRGB). */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

function pipeline({ width, height, channels, data }: Raster) {
  const picture = sharp(data, { raw: { width, height, channels } });
  return channels === 1 ? picture.toColourspace("b-w") : picture;
}

/** PNG bytes of a raster, exact. */
export function encodePng(raster: Raster): Promise<Buffer> {
  return pipeline(raster).png().toBuffer();
}

/**
 * WebP bytes of a frame, exact: at 64 x 64 pixels lossless WebP with effort 0 takes 1.1 ms and at most 12 KB,
 * where quality 90 takes as long and shows pixels that the model did not make.
 */
export function encodeFrame(raster: Raster): Promise<Buffer> {
  return pipeline(raster).webp({ lossless: true, effort: 0 }).toBuffer();
}

/** WebP bytes of a picture that is stored rather than shown in passing: exact, and smaller than a frame. */
export function encodeWebp(raster: Raster): Promise<Buffer> {
  return pipeline(raster).webp({ lossless: true, effort: 1 }).toBuffer();
}

/**
 * The pixels of an encoded picture: as sRGB for three channels, as its luma for one, without transparency.
 * Throws what sharp throws when the bytes are no picture.
 */
export async function decodeRaster(picture: Uint8Array, channels: 1 | 3): Promise<Raster> {
  const { data, info } = await sharp(picture)
    .flatten({ background: "white" })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`expected ${channels} channels, decoded ${info.channels}`);
  return { width: info.width, height: info.height, channels, data: Uint8Array.from(data) };
}
