import sharp from "sharp";
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
