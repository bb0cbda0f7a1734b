import { sizeOf, type Tensor } from "../tensor";
import { planeOf, spectrumOf } from "./fourier";
import { drawNormal } from "./random";

/**
 * Seeds [n, channels, size, size] moved towards ones that are typical of N(0, I): at a `realism` of 0 the seeds
 * themselves, at 1 seeds whose waves are as strong as those of noise drawn from `number`, while each keeps its place.
 *
 * Where the waves lie is what makes a picture that picture; how strong they are is what tells a seed that was found from
 * a random one. Of the constructions that were looked at (mixing noise in, scaling the seed, giving it the values of
 * noise), this one alone keeps what is in the picture and gives it the look of what the model learnt (paper, Figure 4).
 */
export function towardsTypical(seeds: Tensor, realism: number, number: number): Tensor {
  if (realism === 0) return seeds;
  const size = seeds.shape.at(-1) ?? 0;
  if (seeds.shape.at(-2) !== size) throw new Error("a seed is square");
  const area = size * size;
  const channels = seeds.shape.at(-3) ?? 1;
  const noise = drawNormal(number, typicalStream, [channels, size, size]);
  const data = new Float32Array(sizeOf(seeds.shape));
  for (let start = 0; start < data.length; start += area) {
    const channel = (start / area) % channels;
    const typical = noise.data.subarray(channel * area, (channel + 1) * area);
    data.set(moved(seeds.data.subarray(start, start + area), typical, size, realism), start);
  }
  return { shape: seeds.shape, data };
}

/** Beside that of seeds drawn from the same number. */
const typicalStream = 6;

function moved(seed: Float32Array, typical: Float32Array, size: number, realism: number): Float32Array {
  const [own, other] = [spectrumOf(seed, size), spectrumOf(typical, size)];
  const factors = own.real.map((real, at) => {
    const strength = Math.hypot(real, own.imaginary[at] as number);
    // A wave that is not there has no place to keep.
    if (strength < tiniest) return 1 - realism;
    return 1 - realism + (realism * Math.hypot(other.real[at] as number, other.imaginary[at] as number)) / strength;
  });
  const scaled = (values: Float64Array) => values.map((value, at) => value * (factors[at] as number));
  return planeOf({ size, real: scaled(own.real), imaginary: scaled(own.imaginary) });
}

const tiniest = 1e-6;
