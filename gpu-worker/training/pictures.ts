import type { ImageSpace } from "../pictures/images";
import { type Tensor, zeros } from "../tensor";

/**
 * Pictures of a data set ([count, channels, size, size], bytes) as a tensor in a model's normalised units, those with
 * `flipped` left to right.
 */
export function normalisedPictures(
  pixels: Uint8Array,
  { channels, size, normalization }: ImageSpace,
  indices: ArrayLike<number>,
  flipped?: (at: number) => boolean,
): Tensor {
  const images = zeros([indices.length, channels, size, size]);
  const area = size * size;
  for (let image = 0; image < indices.length; image++) {
    const flip = flipped?.(image) ?? false;
    for (let channel = 0; channel < channels; channel++) {
      const scale = 1 / (255 * (normalization.std[channel] ?? 1));
      const shift = -(normalization.mean[channel] ?? 0) / (normalization.std[channel] ?? 1);
      const from = ((indices[image] ?? 0) * channels + channel) * area;
      const to = (image * channels + channel) * area;
      for (let at = 0; at < area; at++) {
        const column = at % size;
        const source = flip ? at - column + (size - 1 - column) : at;
        images.data[to + at] = (pixels[from + source] ?? 0) * scale + shift;
      }
    }
  }
  return images;
}
