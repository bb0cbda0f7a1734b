/**
 * The weights w that make |target - sum of w_j directions_j| least, from the normal equations; `damping` times the
 * squared length of each direction keeps them solvable where directions are nearly parallel.
 */
export function leastSquares(
  directions: readonly Float32Array[],
  target: Float32Array,
  damping = defaultDamping,
): number[] {
  const equations = directions.map((one, row) => [
    ...directions.map((other, column) => dot(one, other) * (row === column ? 1 + damping : 1)),
    dot(one, target),
  ]);
  return solve(equations);
}

/** Single precision leaves about seven digits of a residual, so differences below this say nothing. */
const defaultDamping = 1e-8;

/** Gaussian elimination with the largest pivots of n equations, each with its right side last; 0 where there is none. */
function solve(equations: number[][]): number[] {
  const size = equations.length;
  const value = (row: number, column: number) => equations[row]?.[column] ?? 0;
  for (let step = 0; step < size; step++) {
    let pivot = step;
    for (let row = step + 1; row < size; row++)
      if (Math.abs(value(row, step)) > Math.abs(value(pivot, step))) pivot = row;
    [equations[step], equations[pivot]] = [equations[pivot] ?? [], equations[step] ?? []];
    if (value(step, step) === 0) continue;
    for (let row = step + 1; row < size; row++) {
      const share = value(row, step) / value(step, step);
      equations[row] = (equations[row] ?? []).map((number, column) => number - share * value(step, column));
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = value(row, size);
    for (let column = row + 1; column < size; column++) rest -= value(row, column) * (solution[column] ?? 0);
    solution[row] = value(row, row) === 0 ? 0 : rest / value(row, row);
  }
  return solution;
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
