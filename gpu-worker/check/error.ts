import type { Precision } from "../files/float";
import type { Tensor } from "../tensor";

/** Relative to the largest value: what single precision reaches, and what half-precision weights cost. */
export function toleranceOf(precision: Precision, isGradient: boolean): number {
  if (precision === "float16") return 2e-3;
  return isGradient ? 1e-4 : 1e-5;
}

/** The largest difference over the largest expected value. Throws where they do not have as many numbers. */
export function relativeError(computed: Tensor, expected: Tensor): number {
  if (computed.data.length !== expected.data.length) throw new Error("the vectors do not have as many numbers");
  let difference = 0;
  let largest = 0;
  for (let at = 0; at < expected.data.length; at++) {
    const wanted = expected.data[at] ?? 0;
    const distance = Math.abs((computed.data[at] ?? 0) - wanted);
    // NaN compares with nothing, so it must not slip through a maximum.
    if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, distance);
    largest = Math.max(largest, Math.abs(wanted));
  }
  return largest === 0 ? difference : difference / largest;
}
