import { z } from "zod";
import { Problem } from "../../protocol/errors";
import { sizeOf, type Tensor } from "../tensor";
import { bytesPerNumber, decodeFloats, encodeFloats, type Precision } from "./float";

/**
 * Named tensors in one file: header length (8 bytes), a JSON header, the numbers.
 * https://github.com/huggingface/safetensors#format
 */
const precisions = { F16: "float16", F32: "float32", F64: "float64" } as const satisfies Record<string, Precision>;
const kinds = { float16: "F16", float32: "F32" } as const;

const Entry = z.object({
  dtype: z.enum(["F16", "F32", "F64"], "only F16, F32 and F64 can be read"),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const Header = z.record(z.string(), Entry);

export interface NamedTensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The lowest precision that any tensor was stored in. */
  readonly precision: Precision;
  /** What else the file says, by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Reads every tensor as single precision. Throws `bad_request`, which says what is wrong, for a malformed file. */
export function readSafetensors(bytes: Uint8Array): NamedTensors {
  if (bytes.length < 8) throw damaged("it is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  if (start > bytes.length) throw damaged("it is cut short or not a safetensors file");
  const { entries, metadata } = parseHeader(new TextDecoder().decode(bytes.subarray(8, start)));
  const tensors = new Map<string, Tensor>();
  let lowest: Precision = "float64";
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const precision = precisions[dtype];
    const [from, to] = data_offsets;
    if (to - from !== sizeOf(shape) * bytesPerNumber[precision]) throw damaged(`${name} does not fill its shape`);
    if (start + to > bytes.length) throw damaged(`it is cut short in ${name}`);
    tensors.set(name, { shape, data: decodeFloats(bytes.subarray(start + from, start + to), precision) });
    if (bytesPerNumber[precision] < bytesPerNumber[lowest]) lowest = precision;
  }
  return { tensors, precision: lowest, metadata };
}

function parseHeader(text: string): { entries: z.infer<typeof Header>; metadata: Record<string, string> } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged("its header is not JSON");
  }
  const { __metadata__: metadata = {}, ...entries } = Object(json) as Record<string, unknown>;
  const parsed = z
    .object({ entries: Header, metadata: z.record(z.string(), z.string()) })
    .safeParse({ entries, metadata });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(`${issue?.path.join(".")}: ${issue?.message}`);
}

/** Writes tensors in the order of their names, and metadata; the header is padded to eight bytes. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  precision: "float16" | "float32" = "float32",
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const header: Record<string, z.infer<typeof Entry> | typeof metadata> = metadata ? { __metadata__: metadata } : {};
  const bodies: Uint8Array[] = [];
  let at = 0;
  for (const name of [...tensors.keys()].sort()) {
    const { shape, data } = tensors.get(name) ?? { shape: [], data: new Float32Array() };
    const body = encodeFloats(data, precision);
    header[name] = { dtype: kinds[precision], shape: [...shape], data_offsets: [at, at + body.length] };
    at += body.length;
    bodies.push(body);
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + at).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  at = start;
  for (const body of bodies) {
    bytes.set(body, at);
    at += body.length;
  }
  return bytes;
}

function damaged(detail: string): Problem {
  return new Problem("bad_request", `the safetensors file cannot be used: ${detail}`);
}
