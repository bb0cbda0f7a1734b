/** The little of protocol buffers that ONNX needs: https://protobuf.dev/programming-guides/encoding */
export type Field = Uint8Array;

/** An integer of up to 64 bits; negative ones take ten bytes. */
function varint(value: number): number[] {
  if (value >= 0 && value < 0x80) return [value];
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

export function integerField(number: number, value: number): Field {
  return Uint8Array.from([...varint(number << 3), ...varint(value)]);
}

export function integerFields(number: number, values: readonly number[]): Field[] {
  return values.map((value) => integerField(number, value));
}

export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...varint((number << 3) | 5), ...bytes]);
}

export function textField(number: number, text: string): Field[] {
  return bytesField(number, new TextEncoder().encode(text));
}

export function bytesField(number: number, bytes: Uint8Array): Field[] {
  return [Uint8Array.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes];
}

/** A message inside another; its own fields are not copied until the whole is joined. */
export function messageField(number: number, fields: readonly Field[]): Field[] {
  const length = fields.reduce((total, field) => total + field.length, 0);
  return [Uint8Array.from([...varint((number << 3) | 2), ...varint(length)]), ...fields];
}

export function join(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((total, field) => total + field.length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}
