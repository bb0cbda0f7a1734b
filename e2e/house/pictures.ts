import sharp from "sharp";
import { zipOf } from "../../gpu-worker/data/testing/zip";
import { paintPicture } from "../../server/testing/pictures";
import type { FileToUpload } from "./studio";

export async function picture(name = "leaf.png", hue = 0): Promise<FileToUpload> {
  return { name, mimeType: "image/png", buffer: await paintPicture(hue) };
}

export function blank(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#7a9" } })
    .png()
    .toBuffer();
}

/** A zip of so many painted pictures, and of a file that only says it is one. */
export async function zipOfPictures(name: string, count = 40): Promise<FileToUpload> {
  const files: Record<string, Uint8Array> = { "flowers/notes.png": Buffer.from("not a picture") };
  for (let at = 0; at < count; at++) files[`flowers/${at}.png`] = await paintPicture((at * 360) / count);
  return { name, mimeType: "application/zip", buffer: zipOf(files) };
}
