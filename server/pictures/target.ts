import { cutSquare } from "../../imaging/crop";
import { decodePicture } from "../../imaging/decode";
import type { Crop } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { Sha256 } from "../../protocol/ids";
import type { Picture as PictureRow } from "../database/generated/client";
import type { House } from "../house";
import { storeBlob } from "../storage/keep";

/**
 * Cuts what a model will see out of the original: a PNG of `size` x `size` pixels without metadata.
 * Throws crop_outside_picture.
 */
export async function cutTarget(house: House, picture: PictureRow, crop: Crop, size: number): Promise<Sha256> {
  if (!picture.originalSha256) throw new Problem("bad_request", "only uploaded pictures can be cut");
  if (crop.left + crop.size > picture.width || crop.top + crop.size > picture.height)
    throw new Problem("crop_outside_picture");
  const original = await house.blobs.read(picture.originalSha256 as Sha256);
  const png = await cutSquare(await decodePicture(original), crop, size);
  return storeBlob(house, png, "image/png");
}
