import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { readPicturesNpy, readPicturesNpz } from "./arrays";
import { isPicture, picturesIn } from "./folder";
import { idxFilesIn, isIdx, readIdxFiles } from "./idx";
import { reasonOf, refusal } from "./refusal";
import type { Source } from "./source";
import { readBeginning, readWhole } from "./whole-file";
import { openZip } from "./zip";

const beginnings = { npy: "\x93NUMPY", zip: "PK", gzip: "\x1f\x8b", idx: "\0\0\x08" } as const;

/** Finds out what pictures lie at a path: by names where they say it, else by how the file begins. */
export async function findSource(path: string): Promise<Source> {
  try {
    return (await stat(path)).isDirectory() ? await folderSource(path) : await fileSource(path);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && syscall === "stat") throw refusal(`there is nothing at ${path}; check the path`);
    throw syscall ? refusal(`${path} cannot be read: ${reasonOf(error)}`) : error;
  }
}

async function folderSource(path: string): Promise<Source> {
  const idxFiles = await idxFilesIn(path);
  return idxFiles.length > 0 ? await readIdxFiles(idxFiles) : await picturesIn(path);
}

async function fileSource(path: string): Promise<Source> {
  const name = basename(path);
  const beginning = await readBeginning(path);
  const begins = (kind: keyof typeof beginnings) => beginning.startsWith(beginnings[kind]);
  if (/\.npy$/i.test(name) || begins("npy")) return readPicturesNpy(await readWhole(path), name);
  if (/\.(zip|npz)$/i.test(name) || begins("zip")) return await zipSource(path);
  if (isIdx(name) || begins("gzip") || begins("idx")) return await readIdxFiles([path]);
  if (isPicture(name)) throw refusal(`${path} is a single picture; give the folder it lies in`);
  throw refusal(`${path} holds no pictures known here; give a folder of pictures, or an IDX, .npy, .npz or .zip file`);
}

/** Of one picture in a zip, in bytes: several are unpacked at a time. */
const largestPicture = 256e6;
const refuseLarge = () => Promise.reject(new Error("it is over 256 MB"));

async function zipSource(path: string): Promise<Source> {
  const { entries, close } = await openZip(path);
  const files = entries
    .filter(({ name }) => isPicture(name))
    .map(({ name, size, read }) => ({ name, read: size > largestPicture ? refuseLarge : read }));
  if (files.length > 0) return { kind: "files", files, close };
  try {
    if (!entries.some(({ name }) => name.endsWith(".npy")))
      throw refusal(`${path} holds no pictures; put JPEG, PNG, WebP, AVIF, GIF or TIFF files into it`);
    return await readPicturesNpz(entries);
  } finally {
    close();
  }
}
