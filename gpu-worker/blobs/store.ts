import { createHash } from "node:crypto";
import { Sha256 } from "../../protocol/ids";

/** What jobs read and write: bytes named by their sha256. */
export interface BlobStore {
  /** Throws if the blob is not there. */
  read(name: Sha256, signal?: AbortSignal): Promise<Uint8Array>;
  /** Writes a blob that may not fit into memory to a file. Throws as `read` does, and leaves no file then. */
  download(name: Sha256, path: string, signal?: AbortSignal): Promise<void>;
  /** Stores bytes and answers their name; storing the same bytes twice stores them once. */
  write(bytes: Uint8Array, contentType: string, signal?: AbortSignal): Promise<Sha256>;
}

export function nameOf(bytes: Uint8Array): Sha256 {
  return Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
}
