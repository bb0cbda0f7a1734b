/** One level of 8 bits: less than this no picture can vary and still be told from a flat one. */
const leastDeviation = 1 / 255;

/**
 * Mean and standard deviation of each channel of pictures [n, channels, size, size], pixels in 0..1, in double
 * precision. A channel that is flat throughout gets the deviation of one level, so that it can be divided by.
 */
export function momentsOf(pixels: Uint8Array, channels: number, size: number): { mean: number[]; std: number[] } {
  const area = size * size;
  const count = pixels.length / channels;
  // How often each level occurs says all, exactly, and in one pass.
  const levels = Array.from({ length: channels }, () => new Float64Array(256));
  for (let start = 0; start < pixels.length; start += area) {
    const channelLevels = levels[(start / area) % channels] as Float64Array;
    for (let at = start; at < start + area; at++) (channelLevels[pixels[at] as number] as number)++;
  }
  const mean = levels.map((times) => times.reduce((sum, often, level) => sum + often * level, 0) / 255 / count);
  const std = levels.map((times, channel) => {
    const deviation = (level: number) => level / 255 - (mean[channel] ?? 0);
    const variance = times.reduce((sum, often, level) => sum + often * deviation(level) ** 2, 0) / count;
    return Math.max(leastDeviation, Math.sqrt(variance));
  });
  return { mean, std };
}
