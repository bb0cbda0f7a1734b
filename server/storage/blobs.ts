import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { Sha256 } from "../../protocol/ids";

export interface BlobStore {
  /** Stores the bytes; they are safely on disk when this resolves. The same bytes twice are stored once. */
  put(bytes: Uint8Array): Promise<Sha256>;
  has(sha256: Sha256): Promise<boolean>;
  /** Throws (ENOENT) where there is no such blob. */
  read(sha256: Sha256): Promise<Buffer>;
  /** Emits an error (ENOENT) where there is no such blob. */
  stream(sha256: Sha256): Readable;
  /** Where the blob's file is, or would be. */
  path(sha256: Sha256): string;
}

/** Opens the store in `folder`: files named by their sha256, in two levels of folders. One process writes at a time. */
export async function openBlobStore(folder: string): Promise<BlobStore> {
  const unfinished = join(folder, "unfinished");
  // What is still here was being written when a server died; no row can name it.
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });

  const path = (sha256: Sha256) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const has = (sha256: Sha256) =>
    access(path(sha256)).then(
      () => true,
      () => false,
    );

  async function put(bytes: Uint8Array): Promise<Sha256> {
    const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
    if (await has(sha256)) return sha256;
    const temporary = join(unfinished, randomUUID());
    try {
      await writeDurably(temporary, bytes);
      await makeFolders(folder, dirname(path(sha256)));
      await rename(temporary, path(sha256));
      await syncFolder(dirname(path(sha256)));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return sha256;
  }

  return {
    put,
    has,
    path,
    read: (sha256) => readFile(path(sha256)),
    stream: (sha256) => createReadStream(path(sha256)),
  };
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes `folder` below `root`; every folder that gained an entry is synced, or a crash could lose the way to a blob. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let changed = dirname(folder); changed.startsWith(root); changed = dirname(changed)) await syncFolder(changed);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and makes renames durable by itself.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
