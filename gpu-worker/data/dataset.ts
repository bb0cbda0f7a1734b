import { basename, resolve } from "node:path";
import { findSource } from "./find";
import { type Frame, framed, frameOf } from "./frame";
import { decodePhotograph } from "./photograph";
import { type Picture, readPictures } from "./read-pictures";
import { refusal } from "./refusal";
import type { PictureArray, PictureArrays, PictureFile, Source } from "./source";
import { holdOut, holdOutOfFolders, type Split } from "./split";

/** Pictures to learn from, as bytes 0..255 [count, channels, size, size] in one array. */
export interface Dataset {
  /** Of the folder or file, for people. */
  readonly name: string;
  /** 1 or 3. */
  readonly channels: number;
  /** Height and width in pixels. */
  readonly size: number;
  readonly training: Uint8Array;
  /** Held out: never trained on. */
  readonly validation: Uint8Array;
  /** Pictures that could not be read. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export interface DatasetOptions {
  /** Height and width in pixels. Arrays have their own, rounded up to a multiple of 8; photographs become 64. */
  readonly size?: number;
  /** 1 or 3. Grey arrays have 1, all others 3. */
  readonly channels?: number;
  /** At most so many are learnt from and a tenth as many held out, evenly spread; who is held out stays the same. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, all: number) => void;
}

const photographs: Frame = { channels: 3, size: 64 };

/**
 * Reads every picture at a path into memory: a folder of pictures, of IDX files, one IDX, `.npy` or `.npz` file, or a
 * `.zip` of pictures. What has a test part keeps it held out; else the last tenth by name or order is, of each folder.
 * Throws `bad_request` with what to do where that cannot be done.
 */
export async function openDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  checkOptions(options);
  const source = await findSource(path);
  try {
    const own = source.kind === "files" ? photographs : frameOf(source.train);
    const frame = { channels: colours(options.channels) ?? own.channels, size: options.size ?? own.size };
    const split = source.kind === "files" ? dividedFiles(source.files) : dividedArrays(source);
    return { name: basename(resolve(path)), ...frame, ...(await readPictures(split, frame, options)) };
  } finally {
    closeSource(source);
  }
}

function dividedFiles(files: readonly PictureFile[]): Split<Picture> {
  const pictures = files.map(({ name, read }) => ({
    name,
    planes: async (frame: Frame) => decodePhotograph(await read(), frame),
  }));
  return holdOutOfFolders(pictures);
}

function dividedArrays({ train, test }: PictureArrays): Split<Picture> {
  if (!test) return holdOut(picturesOf(train));
  const differ = (["channels", "height", "width"] as const).some((part) => train[part] !== test[part]);
  if (differ)
    throw refusal(
      `the training pictures are ${sides(train)} and the test pictures ${sides(test)}: pictures of mixed sizes cannot ` +
        "be learnt together",
    );
  return { training: picturesOf(train), validation: picturesOf(test) };
}

function picturesOf(array: PictureArray): Picture[] {
  return Array.from({ length: array.count }, (_, index) => ({
    name: `picture ${index}`,
    planes: (frame: Frame) => framed(array, index, frame),
  }));
}

function checkOptions({ size, channels, limit }: DatasetOptions): void {
  if (size !== undefined && !(Number.isInteger(size) && size >= 8 && size <= 1024))
    throw refusal(`the size is ${size}; it must be a whole number of pixels from 8 to 1024`);
  if (channels !== undefined && colours(channels) === undefined)
    throw refusal(`pictures have 1 channel (grey) or 3 (colours), not ${channels}`);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1))
    throw refusal(`the limit is ${limit}; it must be a whole number of pictures`);
}

function colours(channels: number | undefined): 1 | 3 | undefined {
  return channels === 1 || channels === 3 ? channels : undefined;
}

function sides({ channels, height, width }: PictureArray): string {
  return `${channels} x ${height} x ${width}`;
}

function closeSource(source: Source): void {
  if (source.kind === "files") source.close?.();
}
