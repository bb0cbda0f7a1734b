/** The server stores a trajectory as a grid of this many columns; a test holds it to the protocol's number. */
export const gridColumns = 10;

/** Where step 1..T lies in the grid of tiles of `size` pixels. */
export function tileInGrid(step: number, size: number): { left: number; top: number } {
  const index = step - 1;
  return { left: (index % gridColumns) * size, top: Math.floor(index / gridColumns) * size };
}

export const tileGap = 4;
const smallest = 28;
const largest = 72;

/** The side of a tile so that `count` fit the strip's width, within what can still be seen and what fits the strip. */
export function tileSide(width: number, count: number, highest = largest): number {
  if (count === 0) return highest;
  const fitting = Math.floor((width - tileGap * (count - 1)) / count);
  return Math.max(smallest, Math.min(highest, fitting));
}

/** Milliseconds a step stays when the steps are played: the whole way takes about two seconds, in steps that can be seen. */
export function stepPause(steps: number): number {
  return Math.min(220, Math.max(40, 2000 / steps));
}
