import type { Crop } from "@/protocol/entities";

interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The smallest square that still says something to a model. */
const smallest = 8;

/** A square of whole pixels inside the picture, as near as can be to what was asked for. */
export function cropWithin(picture: Extent, wanted: Crop): Crop {
  const shorter = Math.min(picture.width, picture.height);
  const size = Math.round(Math.min(shorter, Math.max(Math.min(smallest, shorter), wanted.size)));
  return {
    left: Math.round(Math.min(picture.width - size, Math.max(0, wanted.left))),
    top: Math.round(Math.min(picture.height - size, Math.max(0, wanted.top))),
    size,
  };
}

export function moved(picture: Extent, crop: Crop, right: number, down: number): Crop {
  return cropWithin(picture, { ...crop, left: crop.left + right, top: crop.top + down });
}

/** Larger or smaller around its own centre. */
export function scaled(picture: Extent, crop: Crop, by: number): Crop {
  const size = crop.size + by;
  return cropWithin(picture, { left: crop.left - by / 2, top: crop.top - by / 2, size });
}

/** From its top left corner to where the opposite one is dragged, no further than the picture goes. */
export function stretched(picture: Extent, crop: Crop, size: number): Crop {
  const room = Math.min(picture.width - crop.left, picture.height - crop.top);
  return cropWithin(picture, { ...crop, size: Math.min(size, room) });
}

export function sameCrop(one: Crop, other: Crop): boolean {
  return one.left === other.left && one.top === other.top && one.size === other.size;
}
