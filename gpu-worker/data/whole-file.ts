import { open } from "node:fs/promises";
import { refusal } from "./refusal";

export const mostBytes = 4e9;
/** Node reads at most 2 GiB at a time. */
const bytesAtOnce = 2 ** 30;

/** All bytes of a file, which may be larger than `readFile` bears. */
export async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > mostBytes) throw refusal(`${path} is over 4 GB; take a part of it`);
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, Math.min(bytesAtOnce, size - at), at);
      if (bytesRead === 0) throw refusal(`${path} became shorter while it was read; try again`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** The first bytes of a file, as text of one character a byte. */
export async function readBeginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}
