import sharp from "sharp";

/** Milliseconds that each step is shown, and the last one, which is the result. */
const stepTime = 120;
const resultTime = 1500;

/** Encoded pictures of one size as an animated WebP, exact, repeated for ever. */
export async function animate(frames: readonly Uint8Array[]): Promise<Buffer> {
  const delay = frames.map((_, index) => (index === frames.length - 1 ? resultTime : stepTime));
  const [only] = frames;
  if (frames.length === 1 && only) return await sharp(only).webp({ lossless: true }).toBuffer();
  return await sharp(
    frames.map((frame) => Buffer.from(frame)),
    { join: { animated: true } },
  )
    .webp({ lossless: true, effort: 1, delay, loop: 0 })
    .toBuffer();
}
