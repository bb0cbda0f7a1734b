import { type Entry, open, type ZipFile } from "yauzl";
import { reasonOf, refusal } from "./refusal";
import { mostBytes } from "./whole-file";

export interface ZipEntry {
  /** With the folders it lies in, parted by slashes. */
  readonly name: string;
  /** Of what is read, in bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  close(): void;
}

/**
 * The files in a zip, read from it when asked for. Throws `bad_request` where it is damaged, where a name in it leads
 * out of it, and where it unpacks to more than 4 GB: no entry unpacks to more than it says.
 */
export async function openZip(path: string): Promise<ZipArchive> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: false }, (error, opened) => (error ? reject(error) : resolve(opened))),
  ).catch((error) => {
    throw unusable(path, error);
  });
  try {
    const found = await entriesOf(zip).catch((error) => {
      throw unusable(path, error);
    });
    if (found.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > mostBytes)
      throw refusal(`${path} is over 4 GB unpacked; take a part of it`);
    const entries = found.map((entry) => ({
      name: entry.fileName,
      size: entry.uncompressedSize,
      read: () => readEntry(zip, entry),
    }));
    return { entries, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("error", reject);
    zip.on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      if (!entry.fileName.endsWith("/")) entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const bytes = new Uint8Array(entry.uncompressedSize);
      let at = 0;
      stream.on("error", reject);
      stream.on("data", (chunk: Buffer) => {
        bytes.set(chunk, at);
        at += chunk.length;
      });
      stream.on("end", () => resolve(bytes));
    });
  });
}

function unusable(path: string, error: unknown) {
  return refusal(`${path} cannot be used: ${reasonOf(error)}; pack it again`);
}
