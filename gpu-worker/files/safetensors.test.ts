import { describe, expect, it } from "vitest";
import { fromFloat16, toFloat16 } from "./float16";
import { readSafetensors, writeSafetensors } from "./safetensors";

/** A file as the format's description has it, made by hand: one F64 scalar and two F16 numbers, metadata before. */
function fileOf(header: string, body: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  bytes.set(body, 8 + header.length);
  return bytes;
}

describe("safetensors", () => {
  it("reads single, half and double precision", () => {
    const header =
      '{"__metadata__":{"by":"hand"},"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[2],"data_offsets":[8,12]}}';
    const { tensors, precision } = readSafetensors(fileOf(header, [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0x3c, 0, 0xc0]));
    expect(precision).toBe("float16");
    expect(tensors.get("a")).toEqual({ shape: [], data: Float32Array.of(1.5) });
    expect(tensors.get("b")).toEqual({ shape: [2], data: Float32Array.of(1, -2) });
  });

  it("writes what it reads, at any alignment", () => {
    const weights = new Map([
      ["up", { shape: [2, 1], data: Float32Array.of(0.1, -3) }],
      ["down", { shape: [3], data: Float32Array.of(1, 2, 3) }],
    ]);
    const bytes = writeSafetensors(weights);
    expect(readSafetensors(bytes).tensors).toEqual(new Map([...weights].reverse()));
    const shifted = Buffer.concat([Buffer.of(0), bytes]).subarray(1);
    expect(readSafetensors(shifted).tensors.get("up")?.data).toEqual(Float32Array.of(0.1, -3));
    expect(readSafetensors(writeSafetensors(weights, "float16")).tensors.get("up")?.data[0]).toBe(fromFloat16(0x2e66));
  });

  it.each([
    ["cut short", fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', [0, 0]), /cut short in a/],
    ["whose offsets lie", fileOf('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', [0, 0, 0, 0]), /fill/],
    ["of other numbers", fileOf('{"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}', [0, 0]), /F16, F32 and F64/],
    ["without JSON", fileOf("{nothing", []), /not JSON/],
    ["of another kind", Buffer.from("GIF89a and much more"), /safetensors/],
  ])("refuses a file %s", (_, bytes, sentence) => {
    expect(() => readSafetensors(bytes)).toThrow(expect.objectContaining({ code: "bad_request" }));
    expect(() => readSafetensors(bytes)).toThrow(sentence);
  });
});

describe("half precision", () => {
  it("keeps every half-precision number", () => {
    const all = Array.from({ length: 0x10000 }, (_, bits) => bits);
    const changed = all.filter((bits) => !Number.isNaN(fromFloat16(bits)) && toFloat16(fromFloat16(bits)) !== bits);
    expect(changed).toEqual([]);
  });

  it("rounds to the nearest, ties to even", () => {
    expect(toFloat16(1 + 1 / 2048)).toBe(0x3c00);
    expect(toFloat16(1 + 3 / 2048)).toBe(0x3c02);
    expect(toFloat16(65519)).toBe(0x7bff);
    expect(toFloat16(65520)).toBe(0x7c00);
    expect(toFloat16(2 ** -25)).toBe(0);
    expect(toFloat16(3 * 2 ** -26)).toBe(1);
    expect(fromFloat16(toFloat16(Number.NaN))).toBeNaN();
  });
});
