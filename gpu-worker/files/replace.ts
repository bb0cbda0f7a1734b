import { mkdir, open, rename, rm } from "node:fs/promises";
import { Problem } from "../../protocol/errors";

/**
 * Writes a file beside its place, waits until the disk has it, and renames it: at any moment it is old or new, whole.
 * Throws what `refused` makes of the file system's error where the disk is full or does not let it: `not_written`.
 */
export async function replaceFile(path: string, bytes: Uint8Array | string, refused = notWritten): Promise<void> {
  const part = `${path}.${process.pid}.part`;
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
    await rm(part, { force: true }).catch(() => undefined);
    throw refused(path, error);
  }
}

/** Makes a folder, and those above it. Throws `not_written` where there is a file of its name, or it may not be made. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw notWritten(path, error);
  });
}

/** What is thrown where a file cannot be written: `not_written` with the system's code. */
export function notWritten(path: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  return new Problem("not_written", `${path}: ${error.code}`);
}
