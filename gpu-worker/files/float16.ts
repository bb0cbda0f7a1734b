/** IEEE 754 half precision, for files: read exactly, written rounded to the nearest, ties to even. */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

export function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The 16 bits of the half-precision number nearest to a single-precision one; beyond 65519 it is infinity. */
export function toFloat16(value: number): number {
  single[0] = value;
  const [pattern = 0] = bits;
  const sign = (pattern >>> 16) & 0x8000;
  const magnitude = pattern & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | roundToEven(Math.abs(value) * 2 ** 24);
  const rebiased = magnitude - 0x38000000;
  return sign | ((rebiased + 0xfff + ((rebiased >>> 13) & 1)) >>> 13);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

let everyHalf: Float32Array | undefined;

/** Little-endian half-precision bytes to single precision; by a table of all 65,536, since a model has millions. */
export function decodeFloat16(bytes: Uint8Array): Float32Array {
  everyHalf ??= Float32Array.from({ length: 0x10000 }, (_, half) => fromFloat16(half));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.length >> 1);
  for (let at = 0; at < values.length; at++) values[at] = everyHalf[view.getUint16(at * 2, true)] ?? Number.NaN;
  return values;
}

export function encodeFloat16(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    view.setUint16(at * 2, toFloat16(value), true);
  });
  return bytes;
}
