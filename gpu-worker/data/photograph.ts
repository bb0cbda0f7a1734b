import sharp from "sharp";
import type { Frame } from "./frame";
import { planesOf } from "./planes";

// Several pictures are decoded at a time, one thread each.
sharp.concurrency(1);

/** Beyond any camera's; what declares more is a mistake or a bomb. */
const mostPixels = 200_000_000;

/**
 * The middle square of an encoded picture as [channels, size, size]: turned as its camera was held, transparency laid
 * on black, colours brought to sRGB or to their luma. Throws what sharp throws where the bytes are no whole picture.
 */
export async function decodePhotograph(bytes: Uint8Array, { channels, size }: Frame): Promise<Uint8Array> {
  if (bytes.length === 0) throw new Error("it is empty");
  // `error` refuses truncated files and bears the harmless faults of real cameras.
  const { data, info } = await sharp(bytes, { failOn: "error", limitInputPixels: mostPixels })
    .autoOrient()
    .flatten({ background: "black" })
    .resize(size, size, { fit: "cover", position: "centre" })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`expected ${channels} channels, decoded ${info.channels}`);
  return planesOf(data, channels);
}
