import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { Sha256 } from "../../protocol/ids";

export interface BlobStore {
  /** Stores the bytes; they are safely on disk when this resolves. The same bytes twice are stored once. */
  put(bytes: Uint8Array): Promise<Sha256>;
  /** The same for bytes that do not fit into memory. What `parts` throws is thrown, and nothing is stored. */
  putStream(parts: AsyncIterable<Uint8Array>): Promise<{ sha256: Sha256; size: number }>;
  has(sha256: Sha256): Promise<boolean>;
  /** Throws (ENOENT) where there is no such blob. */
  read(sha256: Sha256): Promise<Buffer>;
  /** Emits an error (ENOENT) where there is no such blob. */
  stream(sha256: Sha256): Readable;
  /** Removes what no row names any more. */
  remove(sha256: Sha256): Promise<void>;
  /** Where the blob's file is, or would be. */
  path(sha256: Sha256): string;
}

/** Older than this a file that is not finished never will be; a younger one may be another server's, at work. */
const abandonedAfter = 10 * 60 * 1000;

/** Opens the store in `folder`: files named by their sha256, in two levels of folders. Several servers may share it. */
export async function openBlobStore(folder: string): Promise<BlobStore> {
  const unfinished = join(folder, "unfinished");
  await mkdir(unfinished, { recursive: true });
  await removeAbandoned(unfinished);

  const path = (sha256: Sha256) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const has = (sha256: Sha256) =>
    access(path(sha256)).then(
      () => true,
      () => false,
    );
  // Two uploads of the same bytes, or into the same new folder, wait for one another's way to the disk.
  const puts = new Map<Sha256, Promise<void>>();
  const folders = new Map<string, Promise<void>>();

  /** Writes bytes where nobody looks, then gives them the place of their name. */
  async function store(sha256: Sha256, bytes: Uint8Array): Promise<void> {
    await written(async (temporary) => {
      if (!(await has(sha256))) await writeDurably(temporary, [bytes]);
      return { sha256, size: bytes.byteLength };
    });
  }

  async function written(write: (temporary: string) => Promise<{ sha256: Sha256; size: number }>) {
    const temporary = join(unfinished, randomUUID());
    try {
      const result = await write(temporary);
      const home = dirname(path(result.sha256));
      await once(folders, home, () => makeFolders(folder, home));
      if (!(await has(result.sha256))) await rename(temporary, path(result.sha256));
      // Also where the file was there: a server may have died between its renaming and this.
      await syncFolder(home);
      return result;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  return {
    async put(bytes) {
      const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
      await once(puts, sha256, () => store(sha256, bytes)).finally(() => puts.delete(sha256));
      return sha256;
    },
    putStream: (parts) => written((temporary) => writeDurably(temporary, parts)),
    has,
    path,
    remove: async (sha256) => {
      puts.delete(sha256);
      await rm(path(sha256), { force: true });
    },
    read: (sha256) => readFile(path(sha256)),
    stream: (sha256) => createReadStream(path(sha256)),
  };
}

/** Joins the work under `key` if it is under way or done, or begins it; failed work may be tried again. */
function once<Key>(works: Map<Key, Promise<void>>, key: Key, work: () => Promise<void>): Promise<void> {
  const begun = works.get(key);
  if (begun) return begun;
  const promise = work();
  works.set(key, promise);
  promise.catch(() => works.delete(key));
  return promise;
}

/** What was being written when a server died; no row names it, because the row comes after. */
async function removeAbandoned(unfinished: string): Promise<void> {
  for (const name of await readdir(unfinished)) {
    const file = join(unfinished, name);
    const status = await stat(file).catch(() => undefined);
    if (status && Date.now() - status.mtimeMs > abandonedAfter) await rm(file, { force: true });
  }
}

/** Answers the name of what was written. */
async function writeDurably(
  file: string,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<{ sha256: Sha256; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const part of parts) {
      hash.update(part);
      size += part.byteLength;
      await handle.appendFile(part);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: Sha256.parse(hash.digest("hex")), size };
}

/** Makes `folder`, two levels below `root`, and syncs what gained an entry: a crash must not lose the way to a blob. */
async function makeFolders(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await syncFolder(dirname(folder));
  await syncFolder(root);
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
