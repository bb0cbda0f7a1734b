import type { Metrics } from "../../protocol/entities";

/**
 * How far a reconstruction is from its target: mean of the squared differences over all pixels and channels, and
 * PSNR = -10 log10(MSE) in decibels. Both are pixels in 0..1 of one layout, the reconstruction clipped to 0..1 and not
 * quantised, so that an error below 8 bits still counts. Throws if they differ in length or a value is not finite.
 */
export function compare(target: Float32Array, reconstruction: Float32Array): Metrics {
  if (target.length !== reconstruction.length || target.length === 0)
    throw new Error(`cannot compare ${target.length} with ${reconstruction.length} pixels`);
  let sum = 0;
  target.forEach((pixel, at) => {
    sum += (pixel - (reconstruction[at] ?? Number.NaN)) ** 2;
  });
  const meanSquaredError = sum / target.length;
  if (!Number.isFinite(meanSquaredError)) throw new Error("the reconstruction's error is not a finite number");
  return { meanSquaredError, peakSignalToNoise: meanSquaredError === 0 ? null : -10 * Math.log10(meanSquaredError) };
}
