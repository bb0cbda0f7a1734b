import type { ImageSpace } from "../pictures/images";
import { rows, type Tensor } from "../tensor";
import { countOf } from "./rows";

/**
 * Of each of images [n, channels, size, size] against its target, both normalised: the mean squared error in pixels
 * 0..1, unclipped.
 */
export function meanSquaredErrors(images: Tensor, targets: Tensor, { normalization, size }: ImageSpace): number[] {
  return Array.from({ length: countOf(images) }, (_, index) => {
    const image = rows(images, index, index + 1).data;
    const target = rows(targets, index, index + 1).data;
    let sum = 0;
    for (let at = 0; at < image.length; at++) {
      const scale = normalization.std[Math.floor(at / size ** 2)] ?? 0;
      sum += (scale * ((image[at] as number) - (target[at] as number))) ** 2;
    }
    return sum / image.length;
  });
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
