/** The server stores a trajectory as a grid of this many columns; a test holds it to the protocol's number. */
export const gridColumns = 10;

/** Where step 1..T lies in the grid of tiles of `size` pixels. */
export function tileInGrid(step: number, size: number): { left: number; top: number } {
  const index = step - 1;
  return { left: (index % gridColumns) * size, top: Math.floor(index / gridColumns) * size };
}

export const tileGap = 4;

/** On a wide strip a step is seen well and many scroll by; on a narrow one, ten steps still stand side by side. */
const sides = { wide: { smallest: 44, largest: 72 }, narrow: { smallest: 28, largest: 44 } };
const wideFrom = 560;

/** The side of a tile so that `count` fit the strip's width, as far as they can still be seen. */
export function tileSide(width: number, count: number): number {
  const { smallest, largest } = sides[width >= wideFrom ? "wide" : "narrow"];
  if (count === 0) return largest;
  const fitting = Math.floor((width - tileGap * (count - 1)) / count);
  return Math.max(smallest, Math.min(largest, fitting));
}

/** The row's height for any number of steps, so that the stage above never changes its size. */
export function rowHeight(width: number): number {
  return sides[width >= wideFrom ? "wide" : "narrow"].largest;
}

/** The way back to the seed stands above, smaller. */
export function smallTileSide(width: number, count: number): number {
  return Math.min(sides.narrow.smallest + 8, tileSide(width, count));
}

/** The error curve of a search stands in the place of the way back, and is read rather than glanced at. */
export function curveHeight(width: number): number {
  return width >= wideFrom ? 108 : 92;
}

/** Milliseconds a step stays when the steps are played: the whole way takes about two seconds, in steps that can be seen. */
export function stepPause(steps: number): number {
  return Math.min(220, Math.max(40, 2000 / steps));
}
