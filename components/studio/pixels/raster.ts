import type { Crop, Picture } from "@/protocol/entities";

/** A rectangle of a decoded picture: a frame, a tile of a stored trajectory, or the crop of a photograph. */
export interface Raster {
  readonly source: ImageBitmap;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function wholeOf(source: ImageBitmap): Raster {
  return { source, left: 0, top: 0, width: source.width, height: source.height };
}

/** The crop in a decoded picture that may be smaller than the original it was made from. */
export function cropOf(source: ImageBitmap, picture: Picture, crop: Crop): Raster {
  const scale = source.width / picture.width;
  return {
    source,
    left: crop.left * scale,
    top: crop.top * scale,
    width: crop.size * scale,
    height: crop.size * scale,
  };
}

/** The largest square in the middle: what is proposed before anybody chose. */
export function middleCrop(picture: Picture): Crop {
  const size = Math.min(picture.width, picture.height);
  return {
    left: Math.floor((picture.width - size) / 2),
    top: Math.floor((picture.height - size) / 2),
    size,
  };
}
