import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { Problem } from "../../protocol/errors";
import { makeFolder, notWritten } from "../files/replace";

/** Bytes before the first place: a line that says what the seeds are of, filled up with blanks. */
const headerBytes = 1024;

/**
 * Seeds of a data set's pictures in a file with a place for each of them, which is empty until its seed is found. A
 * seed is marked as there once it is written whole, so a process that is killed spoils none, and trainings that run at
 * the same time may share a file: all of them would write the same.
 */
export class KeptSeeds {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly length: number,
  ) {}

  /**
   * `of` says, in at most a thousand characters, what the seeds depend on; `length` is the numbers of one seed. Throws
   * `bad_request` where the file holds something else, and `not_written` where there can be none.
   */
  static async open(path: string, of: string, length: number): Promise<KeptSeeds> {
    await makeFolder(dirname(path));
    // Made if it is not there, and never emptied.
    await open(path, "a").then(
      (made) => made.close(),
      (error: unknown) => Promise.reject(notWritten(path, error)),
    );
    const file = await open(path, "r+");
    const header = Buffer.alloc(headerBytes, " ");
    header.write(`seeds of ${of}\n`);
    const found = Buffer.alloc(headerBytes);
    const { bytesRead } = await file.read(found, 0, headerBytes, 0);
    if (bytesRead === 0) await file.write(header, 0, headerBytes, 0);
    else if (!found.equals(header)) {
      await file.close();
      throw new Problem(
        "bad_request",
        `${path} holds no seeds, or those of another generator, other pictures or other corrections: name another file`,
      );
    }
    return new KeptSeeds(path, file, length);
  }

  /** Fills `seed` with a picture's; false where that has not been found yet. */
  async read(picture: number, seed: Float32Array): Promise<boolean> {
    const bytes = Buffer.alloc(this.placeBytes);
    const { bytesRead } = await this.file.read(bytes, 0, bytes.length, this.placeOf(picture));
    if (bytesRead < bytes.length || bytes.readUInt32LE(bytes.length - 4) !== 1) return false;
    for (let at = 0; at < this.length; at++) seed[at] = bytes.readFloatLE(at * 4);
    return true;
  }

  /** Throws `not_written` where the disk is full. */
  async write(picture: number, seed: Float32Array): Promise<void> {
    const bytes = Buffer.alloc(this.placeBytes);
    seed.forEach((value, at) => {
      bytes.writeFloatLE(value, at * 4);
    });
    bytes.writeUInt32LE(1, bytes.length - 4);
    const [place, mark] = [this.placeOf(picture), bytes.length - 4];
    try {
      await this.file.write(bytes, 0, mark, place);
      await this.file.write(bytes, mark, 4, place + mark);
    } catch (error) {
      throw notWritten(this.path, error);
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private get placeBytes(): number {
    return this.length * 4 + 4;
  }

  private placeOf(picture: number): number {
    return headerBytes + picture * this.placeBytes;
  }
}
