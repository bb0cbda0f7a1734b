import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { refusal } from "./refusal";
import type { PictureFiles } from "./source";

/** HEIC, from telephones, cannot be decoded here; it is among them so that it is told as skipped. */
const pictureNames = /\.(jpe?g|png|webp|avif|gif|tiff?|hei[cf])$/i;

/** Whether a file is a picture by its name; hidden files and what macOS puts beside pictures are not. */
export function isPicture(name: string): boolean {
  return pictureNames.test(name) && !name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
}

/** Every picture in a folder and the folders in it. */
export async function picturesIn(folder: string): Promise<PictureFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter(isPicture);
  if (names.length === 0)
    throw refusal(`${folder} holds no pictures; put JPEG, PNG, WebP, AVIF, GIF or TIFF files into it`);
  return { kind: "files", files: names.map((name) => ({ name, read: () => readFile(join(folder, name)) })) };
}
