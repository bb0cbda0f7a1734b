import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

export function solid(background: string, width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** Reproducible noise: hard to compress, and no two pixels alike. */
export function noise(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[index] = state >>> 24;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export function pixels(image: Sharp): Promise<Buffer> {
  return image.clone().raw().toBuffer();
}

/** A whole PNG whose header declares far more than its few bytes of rows hold. */
export async function bombPng(width: number, height: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(checksum(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** CRC-32 as PNG has it (ISO 3309); Node's own came only with 20.15. */
function checksum(bytes: Buffer): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  }
  return (remainder ^ 0xffffffff) >>> 0;
}

export async function bombGif(width: number, height: number): Promise<Buffer> {
  const file = await solid("red", 16, 16).gif().toBuffer();
  file.writeUInt16LE(width, 6);
  file.writeUInt16LE(height, 8);
  const frame = file.indexOf(0x2c, 13);
  file.writeUInt16LE(width, frame + 5);
  file.writeUInt16LE(height, frame + 7);
  return file;
}

export async function bombJpeg(width: number, height: number): Promise<Buffer> {
  const file = await solid("red", 16, 16).jpeg().toBuffer();
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  file.writeUInt16BE(height, frame + 5);
  file.writeUInt16BE(width, frame + 7);
  return file;
}

/** Sets the TIFF's tags 256 (width) and 257 (length) in its first directory. */
export async function bombTiff(width: number, height: number): Promise<Buffer> {
  const file = await solid("red", 16, 16).tiff().toBuffer();
  const directory = file.readUInt32LE(4);
  for (let entry = 0; entry < file.readUInt16LE(directory); entry++) {
    const at = directory + 2 + entry * 12;
    const tag = file.readUInt16LE(at);
    if (tag === 256 || tag === 257) {
      file.writeUInt16LE(4, at + 2);
      file.writeUInt32LE(tag === 256 ? width : height, at + 8);
    }
  }
  return file;
}

/** The file type box alone, of a brand of the HEIF family. */
export function heifOf(brand: string): Buffer {
  const box = Buffer.alloc(24);
  box.writeUInt32BE(24, 0);
  box.write(`ftyp${brand}`, 4, "latin1");
  box.write(`mif1${brand}`, 16, "latin1");
  return box;
}
