/**
 * Brings decoded pixels to three channels. Of two or four channels the last is opacity (0..255, not premultiplied), and
 * what shines through is white; `transparent` says whether anything did. Of one or two channels the first is grey.
 */
export function layOnWhite(pixels: Buffer, channels: number): { data: Buffer; transparent: boolean } {
  if (channels === 3) return { data: pixels, transparent: false };
  const hasOpacity = channels % 2 === 0;
  const colors = hasOpacity ? channels - 1 : channels;
  const count = pixels.length / channels;
  const data = Buffer.allocUnsafe(count * 3);
  let transparent = false;
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * channels;
    const opacity = hasOpacity ? (pixels[from + colors] ?? 255) : 255;
    if (opacity < 255) transparent = true;
    for (let channel = 0; channel < 3; channel++) {
      const value = pixels[from + (colors === 3 ? channel : 0)] ?? 0;
      data[pixel * 3 + channel] = opacity === 255 ? value : Math.round((value * opacity + 255 * (255 - opacity)) / 255);
    }
  }
  return { data, transparent };
}
