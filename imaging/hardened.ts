import { availableParallelism } from "node:os";
import sharp, { type Sharp, type SharpOptions } from "sharp";

export const largestFile = 25 * 1024 * 1024;
export const mostPixels = 40_000_000;
export const smallestSide = 8;
const longestSeconds = 10;

// Pictures come from strangers, so libvips may use only the decoders of the formats that Seedbed offers.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadHeifBuffer",
    "VipsForeignLoadNsgifBuffer",
    "VipsForeignLoadTiffBuffer",
  ],
});
// No two pictures are alike, and a core is given to each instead of all cores to one.
sharp.cache(false);
sharp.concurrency(1);

/** A pipeline over an untrusted file. `error` refuses truncated files and bears the harmless faults of real cameras. */
export function untrusted(bytes: Buffer, options: SharpOptions = {}): Sharp {
  return sharp(bytes, { failOn: "error", limitInputPixels: mostPixels, ...options }).timeout({
    seconds: longestSeconds,
  });
}

const waiting: (() => void)[] = [];
let freeCores = availableParallelism();

/** Runs one picture's work when a core is free for it, so that many uploads cannot fill the memory. */
export async function onFreeCore<Result>(work: () => Promise<Result>): Promise<Result> {
  if (freeCores > 0) freeCores -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else freeCores += 1;
  }
}
