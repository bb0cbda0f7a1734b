import type { Tensor } from "../tensor";
import { decodeRaster, type Raster } from "./raster";

/** The space a model's images live in: `pixel = mean + std * x` for each channel, pixels in 0..1. */
export interface ImageSpace {
  readonly channels: number;
  /** Height and width in pixels. */
  readonly size: number;
  readonly normalization: { readonly mean: readonly number[]; readonly std: readonly number[] };
}

/**
 * Pictures of exactly the model's size, as one tensor [pictures, channels, size, size] in the model's
 * normalised units. A grey model sees a colour picture's luma. Throws if a picture has another size.
 */
export async function picturesToTensor(pictures: readonly Uint8Array[], space: ImageSpace): Promise<Tensor> {
  const { size } = space;
  const channels = colours(space.channels);
  const area = size * size;
  const data = new Float32Array(pictures.length * channels * area);
  const rasters = await Promise.all(pictures.map((picture) => decodeRaster(picture, channels)));
  rasters.forEach((raster, index) => {
    if (raster.width !== size || raster.height !== size)
      throw new Error(`expected a picture of ${size} x ${size} pixels, got ${raster.width} x ${raster.height}`);
    for (let channel = 0; channel < channels; channel++) {
      const { mean, std } = scaleOf(space, channel);
      const start = (index * channels + channel) * area;
      for (let at = 0; at < area; at++)
        data[start + at] = ((raster.data[at * channels + channel] ?? 0) / 255 - mean) / std;
    }
  });
  return { shape: [pictures.length, channels, size, size], data };
}

/** Normalised images [n, channels, size, size] as pixels of the same layout: 0..1, clipped, not quantised. */
export function imagePixels(images: Tensor, space: ImageSpace): Float32Array {
  const area = space.size * space.size;
  const pixels = new Float32Array(images.data.length);
  for (let start = 0; start < pixels.length; start += area) {
    const { mean, std } = scaleOf(space, (start / area) % space.channels);
    for (let at = start; at < start + area; at++)
      pixels[at] = Math.min(1, Math.max(0, mean + std * (images.data[at] ?? 0)));
  }
  return pixels;
}

/** The first of normalised images [n, channels, size, size], clipped and rounded to 8 bits. */
export function imageRaster(images: Tensor, space: ImageSpace): Raster {
  return interleave(imagePixels(images, space), colours(space.channels), space.size);
}

/**
 * How a seed looks: of the first of [n, channels, size, size], 0 is mid-grey and -3 and +3 are the ends. Never scaled
 * to the values at hand, so that two seeds can be compared by eye.
 */
export function seedRaster(seeds: Tensor): Raster {
  const [channels = 0, height = 0, width = 0] = seeds.shape.slice(-3);
  if (height !== width) throw new Error(`a seed is square, not ${height} x ${width}`);
  const pixels = seeds.data.subarray(0, channels * height * width).map((value) => 0.5 + value / 6);
  return interleave(pixels, colours(channels), height);
}

/** [channels, size, size] in 0..1 to pixels side by side; what lies outside 0..1 is clipped by the array. */
function interleave(pixels: Float32Array, channels: 1 | 3, size: number): Raster {
  const area = size * size;
  const data = new Uint8ClampedArray(channels * area);
  for (let channel = 0; channel < channels; channel++)
    for (let at = 0; at < area; at++) data[at * channels + channel] = 255 * (pixels[channel * area + at] ?? 0);
  return { width: size, height: size, channels, data: new Uint8Array(data.buffer) };
}

function scaleOf({ normalization }: ImageSpace, channel: number): { mean: number; std: number } {
  const mean = normalization.mean[channel];
  const std = normalization.std[channel];
  if (mean === undefined || std === undefined) throw new Error(`the model's normalization lacks channel ${channel}`);
  return { mean, std };
}

function colours(channels: number): 1 | 3 {
  if (channels === 1 || channels === 3) return channels;
  throw new Error(`pictures have one channel or three, not ${channels}`);
}
