import { type NpyArray, readNpyArray } from "../files/npy";
import { showShape } from "../tensor";
import { refusal } from "./refusal";
import type { PictureArray, PictureArrays } from "./source";
import type { ZipEntry } from "./zip";

/** Pictures of a `.npy` file. */
export function readPicturesNpy(bytes: Uint8Array, name: string): PictureArrays {
  return { kind: "arrays", train: picturesOf(readNpyArray(bytes), name) };
}

/**
 * Pictures of a `.npz` file: its arrays `x_train` and `x_test`, which Keras' data sets have, or `images`, or else the
 * first one.
 */
export async function readPicturesNpz(entries: readonly ZipEntry[]): Promise<PictureArrays> {
  const arrays = entries.filter(({ name }) => name.endsWith(".npy"));
  const named = (name: string) => arrays.find((entry) => entry.name === `${name}.npy`);
  const train = named("x_train") ?? named("images") ?? arrays[0];
  const test = train === named("x_train") ? named("x_test") : undefined;
  if (!train) throw refusal("the .npz file holds no array; save one with numpy.savez(path, images=images)");
  const read = async (entry: ZipEntry) => picturesOf(readNpyArray(await entry.read()), entry.name.slice(0, -4));
  return { kind: "arrays", train: await read(train), ...(test && { test: await read(test) }) };
}

/** [n, h, w] are grey; of [n, c, h, w] and [n, h, w, c] the axis of one or three is that of the channels. */
function picturesOf({ shape, data }: NpyArray, name: string): PictureArray {
  const [count = 0, ...rest] = shape;
  const inFront = rest.length === 3 && isChannels(rest[0]) && !(isChannels(rest[2]) && rest[0] !== rest[1]);
  const [channels, height, width] =
    rest.length === 2 ? [1, ...rest] : inFront ? rest : [rest.at(-1), ...rest.slice(0, -1)];
  if (rest.length < 2 || rest.length > 3 || !isChannels(channels) || !height || !width)
    throw refusal(
      `${name} is of shape ${showShape(shape)}; pictures are [count, height, width], or four axes of which the second ` +
        `or the last is 1 (grey) or 3 (colours)`,
    );
  if (count === 0) throw refusal(`${name} holds no pictures: it is of shape ${showShape(shape)}`);
  const pixels = bytesOf(data, name);
  if (rest.length === 2 || inFront || channels === 1) return { count, channels, height, width, pixels };
  return { count, channels, height, width, pixels: channelsInFront(pixels, channels, height * width) };
}

function isChannels(length: number | undefined): length is 1 | 3 {
  return length === 1 || length === 3;
}

/** Single precision is 0..1; rounding may have carried it a little beyond. */
function bytesOf(data: NpyArray["data"], name: string): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const pixels = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    if (!(value > -0.001 && value < 1.001)) throw outside(value, name);
    pixels[at] = Math.round(Math.min(1, Math.max(0, value)) * 255);
  }
  return pixels;
}

function outside(value: number, name: string) {
  if (!Number.isFinite(value)) return refusal(`${name} holds NaN or infinity; save it without`);
  return refusal(`${name} holds ${value}; floats must be 0..1: divide by 255, or save whole numbers as uint8`);
}

/** [n, h, w, c] to [n, c, h, w]. */
function channelsInFront(pixels: Uint8Array, channels: number, area: number): Uint8Array {
  const result = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start += channels * area)
    for (let channel = 0; channel < channels; channel++)
      for (let at = 0; at < area; at++)
        result[start + channel * area + at] = pixels[start + at * channels + channel] as number;
  return result;
}
