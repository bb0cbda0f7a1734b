import { open, rename, rm } from "node:fs/promises";

/** Writes a file beside its place, waits until the disk has it, and renames it: at any moment it is old or new, whole. */
export async function replaceFile(path: string, bytes: Uint8Array | string): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
