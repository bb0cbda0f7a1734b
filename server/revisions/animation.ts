import sharp from "sharp";
import { Problem } from "../../protocol/errors";
import type { Sha256 } from "../../protocol/ids";
import { trajectoryColumns } from "../../protocol/jobs";
import type { Revision, Seed } from "../database/generated/client";
import type { House } from "../house";

const stepMilliseconds = 120;
/** The last step, which is the result, stays for a while before the animation begins again. */
const lastMilliseconds = 1200;
/** Small pictures are enlarged to about this many pixels a side, each pixel staying a square. */
const wishedSide = 256;

/** Every step of a generation as an animated, lossless WebP. Throws not_found where the revision has no steps. */
export async function animate(house: House, revision: Revision & { seed: Seed | null }): Promise<Buffer> {
  const { trajectorySha256, steps, seed } = revision;
  if (!trajectorySha256 || !steps || !seed) throw new Problem("not_found", "steps");
  const grid = await house.blobs.read(trajectorySha256 as Sha256);
  const { size } = seed;
  const side = size * Math.max(1, Math.round(wishedSide / size));
  const frames = await Promise.all(
    Array.from({ length: steps }, (_, index) =>
      sharp(grid)
        .extract({
          left: (index % trajectoryColumns) * size,
          top: Math.floor(index / trajectoryColumns) * size,
          width: size,
          height: size,
        })
        .resize(side, side, { kernel: "nearest" })
        .png({ compressionLevel: 1 })
        .toBuffer(),
    ),
  );
  const delay = frames.map((_, index) => (index === steps - 1 ? lastMilliseconds : stepMilliseconds));
  if (frames.length === 1) return sharp(frames[0]).webp({ lossless: true }).toBuffer();
  return sharp(frames, { join: { animated: true } })
    .webp({ lossless: true, effort: 2, delay, loop: 0 })
    .toBuffer();
}
