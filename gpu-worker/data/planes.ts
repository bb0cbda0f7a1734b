/** Pixels row by row, the channels of a pixel side by side, to one plane after the other. */
export function planesOf(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return pixels;
  const area = pixels.length / channels;
  const planes = new Uint8Array(pixels.length);
  for (let channel = 0; channel < channels; channel++)
    for (let at = 0; at < area; at++) planes[channel * area + at] = pixels[at * channels + channel] as number;
  return planes;
}

/** The other way round. */
export function interleaved(planes: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return planes;
  const area = planes.length / channels;
  const pixels = new Uint8Array(planes.length);
  for (let channel = 0; channel < channels; channel++)
    for (let at = 0; at < area; at++) pixels[at * channels + channel] = planes[channel * area + at] as number;
  return pixels;
}
