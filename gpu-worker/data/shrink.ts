import type { PictureArray } from "./source";

export type Planes = Omit<PictureArray, "count">;

/** Each new pixel is the mean of the area that it covers; as high and as wide as fits into the size. */
export function shrink({ channels, height, width, pixels }: Planes, size: number): Planes {
  const scale = size / Math.max(height, width);
  const rows = coverage(height, Math.max(1, Math.round(height * scale)));
  const columns = coverage(width, Math.max(1, Math.round(width * scale)));
  const shrunk = new Uint8Array(channels * rows.length * columns.length);
  let place = 0;
  for (let channel = 0; channel < channels; channel++)
    for (const row of rows)
      for (const column of columns) {
        let sum = 0;
        for (let down = 0; down < row.shares.length; down++) {
          const start = (channel * height + row.start + down) * width + column.start;
          let across = 0;
          for (let at = 0; at < column.shares.length; at++)
            across += (pixels[start + at] as number) * (column.shares[at] as number);
          sum += across * (row.shares[down] as number);
        }
        shrunk[place++] = Math.round(sum);
      }
  return { channels, height: rows.length, width: columns.length, pixels: shrunk };
}

/** Which of `from` pixels in a row each of `to` pixels covers, and by what shares, which add up to 1. */
function coverage(from: number, to: number): { readonly start: number; readonly shares: readonly number[] }[] {
  const length = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [begin, end] = [index * length, (index + 1) * length];
    const start = Math.floor(begin);
    const shares = Array.from(
      { length: Math.min(from, Math.ceil(end)) - start },
      (_, at) => (Math.min(end, start + at + 1) - Math.max(begin, start + at)) / length,
    );
    return { start, shares };
  });
}
