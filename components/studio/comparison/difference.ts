/** As bright as the stage shows it: most differences could not be seen otherwise. */
export const differenceGain = 4;

/** RGBA of how far two pictures of one size lie apart, channel by channel. */
export function differenceOf(
  one: Uint8ClampedArray,
  other: Uint8ClampedArray,
  gain = differenceGain,
): Uint8ClampedArray<ArrayBuffer> {
  if (one.length !== other.length) throw new Error("Pictures of two sizes have no difference.");
  return Uint8ClampedArray.from(one, (value, index) =>
    index % 4 === 3 ? 255 : gain * Math.abs(value - (other[index] ?? 0)),
  );
}

/** The difference of two decoded pictures as a canvas of the second one's size. */
export function differenceCanvas(original: ImageBitmap, image: ImageBitmap): HTMLCanvasElement {
  const { width, height } = image;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return canvas;
  const pixelsOf = (bitmap: ImageBitmap) => {
    context.drawImage(bitmap, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  };
  const pixels = differenceOf(pixelsOf(original), pixelsOf(image));
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}
