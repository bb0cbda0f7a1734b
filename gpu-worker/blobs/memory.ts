import { writeFile } from "node:fs/promises";
import type { Sha256 } from "../../protocol/ids";
import { type BlobStore, nameOf } from "./store";

/** Blobs of one process, for work without a server. */
export class MemoryBlobs implements BlobStore {
  private readonly bytes = new Map<Sha256, Uint8Array>();

  async read(name: Sha256): Promise<Uint8Array> {
    const bytes = this.bytes.get(name);
    if (!bytes) throw new Error(`there is no blob ${name}`);
    return bytes;
  }

  async download(name: Sha256, path: string): Promise<void> {
    await writeFile(path, await this.read(name));
  }

  async write(bytes: Uint8Array): Promise<Sha256> {
    const name = nameOf(bytes);
    this.bytes.set(name, bytes);
    return name;
  }
}
