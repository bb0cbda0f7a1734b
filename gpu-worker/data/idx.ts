import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { refusal } from "./refusal";
import type { PictureArray, PictureArrays } from "./source";
import { mostBytes, readWhole } from "./whole-file";

/** MNIST's format: magic, count, height, width, each four bytes, the highest first; then the pixels, one byte each. */
const picturesMagic = 0x00000803;
const labelsMagic = 0x00000801;
const headerBytes = 16;

export function isIdx(name: string): boolean {
  return /(idx\d?|ubyte)(\.gz)?$/i.test(name);
}

/** The IDX files of pictures in a folder, of a file that is there packed and unpacked only the unpacked one. */
export async function idxFilesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => isIdx(name) && !/label|idx1/i.test(name));
  return names
    .filter((name) => !name.endsWith(".gz") || !names.includes(name.slice(0, -".gz".length)))
    .sort()
    .map((name) => join(folder, name));
}

/** Files with `t10k` or `test` in their names are the test part, if there are others beside them. */
export async function readIdxFiles(paths: readonly string[]): Promise<PictureArrays> {
  const isTest = (path: string) => /t10k|test/i.test(basename(path));
  const test = paths.filter(isTest);
  const train = paths.filter((path) => !isTest(path));
  if (train.length === 0 || test.length === 0) return { kind: "arrays", train: await joined(paths) };
  return { kind: "arrays", train: await joined(train), test: await joined(test) };
}

async function joined(paths: readonly string[]): Promise<PictureArray> {
  const parts: PictureArray[] = [];
  for (const path of paths) parts.push(await readIdx(path));
  const [first, ...others] = parts;
  if (!first) throw refusal("there is no IDX file of pictures");
  if (others.length === 0) return first;
  const { height, width } = first;
  if (others.some((part) => part.height !== height || part.width !== width))
    throw refusal(`${paths.map((path) => basename(path)).join(", ")} hold pictures of mixed sizes; give one of them`);
  const pixels = Buffer.concat(parts.map((part) => part.pixels));
  return { ...first, count: parts.reduce((sum, { count }) => sum + count, 0), pixels };
}

async function readIdx(path: string): Promise<PictureArray> {
  const name = basename(path);
  const bytes = await unpacked(await readWhole(path), name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length < 4 ? 0 : view.getUint32(0);
  if (magic === labelsMagic) throw refusal(`${name} holds labels; give the file of the pictures, images-idx3`);
  if (magic !== picturesMagic)
    throw refusal(
      `${name} is no IDX file of grey pictures: it begins with ${hexadecimal(magic)}, not ${hexadecimal(picturesMagic)}`,
    );
  if (bytes.length < headerBytes) throw refusal(`${name} is cut short; download it again`);
  const [count, height, width] = [view.getUint32(4), view.getUint32(8), view.getUint32(12)];
  const length = count * height * width;
  if (length === 0) throw refusal(`${name} holds no pictures`);
  if (bytes.length < headerBytes + length)
    throw refusal(
      `${name} is cut short: it says ${count} pictures of ${height} x ${width} and holds ` +
        `${Math.floor((bytes.length - headerBytes) / (height * width))}; download it again`,
    );
  return { count, channels: 1, height, width, pixels: bytes.subarray(headerBytes, headerBytes + length) };
}

async function unpacked(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return await promisify(gunzip)(bytes, { maxOutputLength: mostBytes }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ERR_BUFFER_TOO_LARGE") throw refusal(`${name} is over 4 GB unpacked; take a part of it`);
    throw refusal(`${name} cannot be unpacked: ${error.message}; download it again`);
  });
}

function hexadecimal(magic: number): string {
  return `0x${magic.toString(16).padStart(8, "0")}`;
}
