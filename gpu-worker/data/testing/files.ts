import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll } from "vitest";

export { zipOf } from "./zip";

/** A folder of its own for the tests of a file; it goes when they are done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "seedbed-data-"));
  afterAll(() => rm(folder, { recursive: true }));
  return folder;
}

export async function write(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

/** A picture of one colour. */
export function solid(background: string, width = 24, height = 16) {
  return sharp({ create: { width, height, channels: 4, background } });
}

/** So many PNG files of shades of grey, each its own: 00.png is black, 01.png one level lighter. */
export async function shades(count: number, prefix = ""): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  for (let shade = 0; shade < count; shade++)
    files[`${prefix}${String(shade).padStart(2, "0")}.png`] = await solid(`rgb(${shade}, ${shade}, ${shade})`)
      .png()
      .toBuffer();
  return files;
}

/** MNIST's format; each picture is filled with its number. */
export function idxOf(count: number, height: number, width: number, magic = 0x803): Buffer {
  const bytes = Buffer.alloc(16 + count * height * width);
  [magic, count, height, width].forEach((value, at) => {
    bytes.writeUInt32BE(value, at * 4);
  });
  for (let picture = 0; picture < count; picture++)
    bytes.fill(picture, 16 + picture * height * width, 16 + (picture + 1) * height * width);
  return bytes;
}

/** NumPy's format 1.0. */
export function npyOf(shape: readonly number[], values: ArrayLike<number>, kind: "|u1" | "<f4" = "|u1"): Buffer {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${axes}), }`.padEnd(117);
  const start = Buffer.from(`\x93NUMPY\x01\0\0\0${header}\n`, "latin1");
  start.writeUInt16LE(header.length + 1, 8);
  const numbers = kind === "|u1" ? Uint8Array.from(values) : new Uint8Array(Float32Array.from(values).buffer);
  return Buffer.concat([start, numbers]);
}
