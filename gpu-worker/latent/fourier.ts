/** A square of complex numbers, row by row. */
export interface Spectrum {
  readonly size: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** The two-dimensional discrete Fourier transform of a real plane [size, size]. */
export function spectrumOf(plane: Float32Array, size: number): Spectrum {
  return transformed({ size, real: Float64Array.from(plane), imaginary: new Float64Array(plane.length) }, -1);
}

/** The real part of the plane that a spectrum is of. */
export function planeOf(spectrum: Spectrum): Float32Array {
  const { real } = transformed(spectrum, 1);
  return Float32Array.from(real, (value) => value / real.length);
}

/** Along rows, then along columns; `sign` is that of the exponent. Sizes are small and any, so it is summed as it is written. */
function transformed({ size, real, imaginary }: Spectrum, sign: 1 | -1): Spectrum {
  const result = { size, real: real.slice(), imaginary: imaginary.slice() };
  const angles = Array.from({ length: size }, (_, at) => (2 * Math.PI * at) / size);
  const [cosines, sines] = [
    Float64Array.from(angles, Math.cos),
    Float64Array.from(angles, (angle) => sign * Math.sin(angle)),
  ];
  for (let line = 0; line < size; line++) transformLine(result, line * size, 1, cosines, sines);
  for (let line = 0; line < size; line++) transformLine(result, line, size, cosines, sines);
  return result;
}

function transformLine(
  { size, real, imaginary }: Spectrum,
  start: number,
  stride: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  const [sumsReal, sumsImaginary] = [new Float64Array(size), new Float64Array(size)];
  for (let frequency = 0; frequency < size; frequency++)
    for (let at = 0; at < size; at++) {
      const [own, other] = [real[start + at * stride] as number, imaginary[start + at * stride] as number];
      const [cosine, sine] = [cosines[(frequency * at) % size] as number, sines[(frequency * at) % size] as number];
      sumsReal[frequency] = (sumsReal[frequency] as number) + own * cosine - other * sine;
      sumsImaginary[frequency] = (sumsImaginary[frequency] as number) + own * sine + other * cosine;
    }
  for (let at = 0; at < size; at++) {
    real[start + at * stride] = sumsReal[at] as number;
    imaginary[start + at * stride] = sumsImaginary[at] as number;
  }
}
