import type { Metadata } from "sharp";
import type { Remark } from "../protocol/entities";
import { Problem } from "../protocol/errors";
import { largestFile, mostPixels, onFreeCore, smallestSide, untrusted } from "./hardened";
import { layOnWhite } from "./white";

/** Beyond this a picture is scaled down as it is decoded: models are far smaller, and photographs decode far quicker. */
const longestRasterSide = 2048;

export interface DecodedPicture {
  /** Of the whole picture in pixels, its orientation applied. */
  readonly width: number;
  readonly height: number;
  /** What the content is, whatever the sender called it. */
  readonly mediaType: string;
  readonly remarks: Remark[];
  /** sRGB, 8 bit, three channels, row by row; scaled down to at most 2048 pixels a side. */
  readonly raster: { readonly data: Buffer; readonly width: number; readonly height: number };
}

/**
 * Decodes a picture that may be anything at all. Its first frame is taken, its orientation applied, its colours brought
 * to sRGB, transparency laid on white. Throws a Problem (picture_…) where that cannot be done in reasonable bounds.
 */
export async function decodePicture(bytes: Buffer): Promise<DecodedPicture> {
  if (bytes.length === 0) throw new Problem("picture_empty");
  if (bytes.length > largestFile) throw new Problem("picture_too_large");
  return onFreeCore(async () => {
    const metadata = await readMetadata(bytes);
    const mediaType = mediaTypeOf(metadata);
    const { width, height } = metadata.autoOrient;
    if (width * height > mostPixels) throw new Problem("picture_too_many_pixels", `${width} x ${height}`);
    if (Math.min(width, height) < smallestSide) throw new Problem("picture_too_small", `${width} x ${height}`);
    const decoded = await readPixels(bytes);
    const { data, transparent } = layOnWhite(decoded.data, decoded.info.channels);
    return {
      width,
      height,
      mediaType,
      remarks: remarksOn(metadata, transparent),
      raster: { data, width: decoded.info.width, height: decoded.info.height },
    };
  });
}

/** Reads only the header: a bomb is known by the size it declares before anything is unpacked. */
async function readMetadata(bytes: Buffer): Promise<Metadata> {
  try {
    return await untrusted(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    if (isHeic(bytes)) throw new Problem("picture_not_recognised", heicDetail);
    const unknown = error instanceof Error && error.message.includes("unsupported image format");
    throw new Problem(unknown && !beginsLikePicture(bytes) ? "picture_not_recognised" : "picture_damaged");
  }
}

/** A TIFF that was cut short has lost its directory, which is often its end, and is told by its first bytes only. */
function beginsLikePicture(bytes: Buffer): boolean {
  const beginning = bytes.toString("latin1", 0, 12);
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftypavi[fs])/s.test(beginning);
}

/** HEIC, the sibling of AVIF from telephones: its codec is under patents and not in sharp's build. */
function isHeic(bytes: Buffer): boolean {
  return /^....ftyphe[iv]/s.test(bytes.toString("latin1", 0, 12));
}
const heicDetail = "this is HEIC";

function mediaTypeOf({ format, compression }: Metadata): string {
  if (format === "jpeg" || format === "png" || format === "webp" || format === "gif" || format === "tiff") {
    return `image/${format}`;
  }
  if (format === "heif" && compression === "av1") return "image/avif";
  throw new Problem("picture_not_recognised", compression === "hevc" ? heicDetail : format);
}

async function readPixels(bytes: Buffer) {
  try {
    return await untrusted(bytes)
      .autoOrient()
      .resize({ width: longestRasterSide, height: longestRasterSide, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("timeout")) throw new Problem("picture_too_slow");
    throw new Problem("picture_damaged");
  }
}

function remarksOn(metadata: Metadata, transparent: boolean): Remark[] {
  const remarks: Remark[] = [];
  if ((metadata.pages ?? 1) > 1) remarks.push("first-frame");
  if (transparent) remarks.push("transparency-on-white");
  if (metadata.space === "cmyk") remarks.push("cmyk-to-rgb");
  if (metadata.depth === "ushort") remarks.push("sixteen-bit-to-eight");
  return remarks;
}
