/**
 * Logarithm and circle from additions, multiplications, divisions and square roots alone, which IEEE 754 defines to
 * the last bit. `Math.log` and `Math.cos` may differ between processors and engines; a seed's number must not.
 */

/** The natural logarithm of an integer 1..2^32 divided by 2^32; below 1e-15 off, relative. */
export function logarithmOfFraction(numerator: number): number {
  const exponent = 31 - Math.clz32(numerator) + (numerator >= 2 ** 32 ? 33 : 0);
  let mantissa = numerator / 2 ** exponent;
  let power = exponent - 32;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    power += 1;
  }
  // log m = 2 artanh((m - 1) / (m + 1)), and |ratio| < 0.172: thirteen terms reach double precision.
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let series = 0;
  for (let term = 25; term >= 1; term -= 2) series = series * square + 1 / term;
  return power * Math.LN2 + 2 * ratio * series;
}

/** [cosine, sine] of 2 pi times an integer 0..2^32 - 1 divided by 2^32; below 1e-15 off. */
export function pointOnCircle(numerator: number): readonly [number, number] {
  // The nearest of the four axes, and the angle to it, -pi/4..pi/4.
  const quarter = Math.floor(numerator / 2 ** 30 + 0.5);
  const angle = (numerator / 2 ** 30 - quarter) * (Math.PI / 2);
  const square = angle * angle;
  let cosine = 1;
  let sine = 1;
  for (let term = 18; term >= 2; term -= 2) {
    cosine = 1 - (cosine * square) / (term * (term - 1));
    sine = 1 - (sine * square) / (term * (term + 1));
  }
  sine *= angle;
  switch (quarter % 4) {
    case 0:
      return [cosine, sine];
    case 1:
      return [-sine, cosine];
    case 2:
      return [-cosine, -sine];
    default:
      return [sine, -cosine];
  }
}
