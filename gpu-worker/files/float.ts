import { decodeFloat16, encodeFloat16 } from "./float16";

export type Precision = "float16" | "float32" | "float64";

export const bytesPerNumber: Readonly<Record<Precision, number>> = { float16: 2, float32: 4, float64: 8 };

/** Little-endian bytes of any alignment to single precision. */
export function decodeFloats(bytes: Uint8Array, precision: Precision): Float32Array {
  if (precision === "float16") return decodeFloat16(bytes);
  // Not slice(), which of a Buffer shares its memory.
  const aligned = new Uint8Array(bytes).buffer;
  return precision === "float32" ? new Float32Array(aligned) : Float32Array.from(new Float64Array(aligned));
}

export function encodeFloats(values: Float32Array, precision: "float16" | "float32"): Uint8Array {
  if (precision === "float16") return encodeFloat16(values);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
