import type { Raster } from "./raster";

/**
 * Rasters of one size as a grid of at most `columns` columns, filled row by row; places left over in the last row
 * are black. Throws if the rasters differ in size or channels.
 */
export function rasterGrid(rasters: readonly Raster[], columns: number): Raster {
  const [first] = rasters;
  if (!first) throw new Error("a grid has at least one picture");
  const { width, height, channels } = first;
  const across = Math.min(columns, rasters.length);
  const down = Math.ceil(rasters.length / columns);
  const stride = across * width * channels;
  const data = new Uint8Array(down * height * stride);
  rasters.forEach((raster, index) => {
    if (raster.width !== width || raster.height !== height || raster.channels !== channels)
      throw new Error("the pictures of a grid have one size");
    const start = Math.floor(index / columns) * height * stride + (index % columns) * width * channels;
    for (let row = 0; row < height; row++)
      data.set(raster.data.subarray(row * width * channels, (row + 1) * width * channels), start + row * stride);
  });
  return { width: across * width, height: down * height, channels, data };
}
