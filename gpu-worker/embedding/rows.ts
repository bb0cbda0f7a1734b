import { rows, type Tensor, zeros } from "../tensor";

/** Images of one shape as one tensor; the first number of `shape`, how many there are, is that of `parts`. */
export function stacked(parts: readonly Float32Array[], [, ...shape]: readonly number[]): Tensor {
  const whole = zeros([parts.length, ...shape]);
  for (const [index, part] of parts.entries()) rows(whole, index, index + 1).data.set(part);
  return whole;
}

/** The rows of a tensor that `indices` name, in their order, copied. */
export function chosenRows(whole: Tensor, indices: readonly number[]): Tensor {
  return stacked(
    indices.map((index) => rows(whole, index, index + 1).data),
    whole.shape,
  );
}

/** How many rows a tensor has. */
export function countOf({ shape }: Tensor): number {
  return shape[0] ?? 0;
}
