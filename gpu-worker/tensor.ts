/** An array of numbers in C order. Pictures, seeds and features are NCHW: [batch, channels, height, width]. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** How many numbers a shape holds; the empty shape holds one. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis]);
}

/** A scalar where `shape` is left out. Throws if the data do not fill the shape. */
export function tensor(data: Float32Array | readonly number[], shape: readonly number[] = []): Tensor {
  if (data.length !== sizeOf(shape)) throw new Error(`${data.length} numbers do not fill ${showShape(shape)}`);
  return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float32Array(sizeOf(shape)) };
}

/** The numbers `start` to `end` (exclusive) of the first axis, sharing memory. */
export function rows({ shape, data }: Tensor, start: number, end: number): Tensor {
  const [, ...rest] = shape;
  const stride = sizeOf(rest);
  return { shape: [end - start, ...rest], data: data.subarray(start * stride, end * stride) };
}

/** Whether every number is finite. */
export function allFinite({ data }: Tensor): boolean {
  // A sum of finite products with zero stays zero; NaN and infinity times zero are NaN. One pass without branches.
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += (data[at] as number) * 0;
  return sum === 0;
}

export function showShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
