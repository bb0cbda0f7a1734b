import { Problem } from "../../protocol/errors";
import { sizeOf, type Tensor } from "../tensor";
import { bytesPerNumber, decodeFloats, encodeFloats, type Precision } from "./float";

/**
 * NumPy's array files, format 1.0 to 3.0: magic, version, header length, a Python dictionary, the numbers.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
const magic = "\x93NUMPY";
const alignment = 64;
/** NumPy leaves this room for the first axis, so that files can be appended to in place. */
const growthDigits = 21;

const precisions: Readonly<Record<string, Precision>> = { "<f2": "float16", "<f4": "float32", "<f8": "float64" };

/** An array as it is stored: bytes, or numbers of any precision brought to single. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array | Float32Array;
}

/**
 * Reads one array of half, single or double precision, little endian, C order, as single precision.
 * Throws `bad_request`, which says what is wrong, for anything else.
 */
export function readNpy(bytes: Uint8Array): Tensor {
  const { shape, data } = readNpyArray(bytes);
  if (data instanceof Float32Array) return { shape, data };
  throw damaged('its numbers are whole; use array.astype("<f4")');
}

/** The same, and arrays of bytes (`uint8`) too, which share the memory of the file. */
export function readNpyArray(bytes: Uint8Array): NpyArray {
  const { header, start } = headerOf(bytes);
  const kind = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const axes = /'shape':\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (kind === undefined || order === undefined || axes === undefined) throw damaged("its header cannot be read");
  const precision = precisions[kind];
  if (!precision && kind !== "|u1")
    throw damaged(`its numbers are ${kind}, not little-endian float16, float32 or float64; use array.astype("<f4")`);
  if (order === "True") throw damaged("it is in Fortran order; save numpy.ascontiguousarray(array)");
  const shape = axes
    .split(",")
    .filter((length) => length.trim() !== "")
    .map((length) => Number.parseInt(length, 10));
  const body = bytes.subarray(start);
  const expected = sizeOf(shape) * (precision ? bytesPerNumber[precision] : 1);
  if (body.length !== expected)
    throw damaged(`it holds ${body.length} bytes of numbers where its shape needs ${expected}`);
  return { shape, data: precision ? decodeFloats(body, precision) : body };
}

function headerOf(bytes: Uint8Array): { header: string; start: number } {
  if (bytes.length < 10 || latin(bytes.subarray(0, 6)) !== magic) throw damaged("it is not a .npy file");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(6);
  if (version < 1 || version > 3) throw damaged(`its format version is ${version}`);
  const headerStart = version === 1 ? 10 : 12;
  if (bytes.length < headerStart) throw damaged("it is cut short");
  const start = headerStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) throw damaged("it is cut short");
  return { header: latin(bytes.subarray(headerStart, start)), start };
}

/** Writes the bytes that `numpy.save` writes for a float32 array (NumPy 1.23 and later). */
export function writeNpy({ shape, data }: Tensor): Uint8Array {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${axes}), }`;
  const growth = shape.length === 0 ? 0 : Math.max(0, growthDigits - String(shape[0]).length);
  const unpadded = dictionary.length + growth + 1;
  const header = `${dictionary.padEnd(Math.ceil((10 + unpadded) / alignment) * alignment - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set(Uint8Array.from(magic, (letter) => letter.charCodeAt(0)));
  bytes[6] = 1;
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(encodeFloats(data, "float32"), 10 + header.length);
  return bytes;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function damaged(detail: string): Problem {
  return new Problem("bad_request", `the .npy file cannot be used: ${detail}`);
}
