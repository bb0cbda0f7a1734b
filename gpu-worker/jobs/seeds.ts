import { Problem } from "../../protocol/errors";
import type { StoredSeed } from "../../protocol/jobs";
import { readNpy, writeNpy } from "../files/npy";
import { seedStatistics, seedTypicality } from "../latent/statistics";
import type { ImageSpace } from "../pictures/images";
import { seedRaster } from "../pictures/images";
import { encodePng } from "../pictures/raster";
import type { Tensor } from "../tensor";
import type { JobContext } from "./job";

/** Stores a seed [1, channels, height, width]: the tensor as `.npy` of three axes, and its look as PNG. */
export async function storeSeed(seed: Tensor, { blobs, signal }: JobContext): Promise<StoredSeed> {
  const [channels = 0, height = 0, width = 0] = seed.shape.slice(-3);
  const shape: StoredSeed["shape"] = [channels, height, width];
  const preview = await encodePng(seedRaster(seed));
  const [tensorName, previewName] = await Promise.all([
    blobs.write(writeNpy({ shape, data: seed.data }), "application/octet-stream", signal),
    blobs.write(preview, "image/png", signal),
  ]);
  const statistics = { ...seedStatistics(seed), ...seedTypicality(seed) };
  return { tensor: tensorName, preview: previewName, shape, statistics };
}

/**
 * A seed from the bytes of a `.npy` file, as [1, channels, size, size].
 * Throws `seed_does_not_fit` if its shape is not the model's, `not_finite` if it holds NaN or infinity.
 */
export function readSeed(bytes: Uint8Array, { channels, size }: ImageSpace): Tensor {
  const { shape, data } = readNpy(bytes);
  const wanted = [1, channels, size, size];
  const given = shape.length === 3 ? [1, ...shape] : shape;
  if (given.length !== wanted.length || given.some((length, axis) => length !== wanted[axis]))
    throw new Problem("seed_does_not_fit", `the seed is ${sides(shape)}, the model takes ${sides(wanted.slice(1))}`);
  if (!data.every(Number.isFinite)) throw new Problem("not_finite", "the seed itself holds NaN or infinity");
  return { shape: wanted, data };
}

function sides(shape: readonly number[]): string {
  return shape.length === 0 ? "a single number" : shape.join(" x ");
}
