import sharp from "sharp";
import { interleaved } from "./planes";
import { type Planes, shrink } from "./shrink";
import type { PictureArray } from "./source";

/** What every picture is brought to. */
export interface Frame {
  readonly channels: 1 | 3;
  /** Height and width in pixels. */
  readonly size: number;
}

/** The frame that arrays have by themselves: the next multiple of 8, which networks can halve three times. */
export function frameOf({ channels, height, width }: PictureArray): Frame {
  return { channels, size: Math.ceil(Math.max(height, width) / 8) * 8 };
}

/**
 * One picture of an array as [channels, size, size]: shrunk where it is larger than the frame, and in the middle of
 * black where it is smaller. Grey is repeated for three channels, and colours become their luma for one.
 */
export async function framed(array: PictureArray, index: number, frame: Frame): Promise<Uint8Array> {
  const picture = await fitting(array, index, frame);
  const { channels, height, width, pixels } = picture;
  const { size } = frame;
  if (channels === frame.channels && height === size && width === size) return pixels;
  const top = (size - height) >> 1;
  const left = (size - width) >> 1;
  const planes = new Uint8Array(frame.channels * size * size);
  for (let channel = 0; channel < frame.channels; channel++)
    for (let row = 0; row < height; row++) {
      const start = ((channel % channels) * height + row) * width;
      planes.set(pixels.subarray(start, start + width), (channel * size + top + row) * size + left);
    }
  return planes;
}

/** No larger than the frame, and with no more channels. */
async function fitting(array: PictureArray, index: number, { channels, size }: Frame): Promise<Planes> {
  const { height, width } = array;
  const length = array.channels * height * width;
  const pixels = array.pixels.subarray(index * length, (index + 1) * length);
  const picture = { channels: array.channels, height, width, pixels };
  const coloured = array.channels > channels ? { ...picture, channels, pixels: await lumaOf(picture) } : picture;
  // Not by sharp, which takes a millisecond to set out, however small the picture.
  return Math.max(height, width) > size ? shrink(coloured, size) : coloured;
}

/** The luma that photographs get, too. */
async function lumaOf({ channels, height, width, pixels }: Planes): Promise<Uint8Array> {
  return await sharp(interleaved(pixels, channels), { raw: { width, height, channels } })
    .toColourspace("b-w")
    .raw({ depth: "uchar" })
    .toBuffer();
}
