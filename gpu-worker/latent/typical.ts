import type { Tensor } from "../tensor";
import { drawNormal } from "./random";

/**
 * Seeds [n, channels, height, width] moved towards ones that are typical of N(0, I), drawn from `number`: at a `realism`
 * of 0 the seeds themselves, at 1 the typical ones, between them the arc from one to the other, cos(angle) z +
 * sin(angle) n with the angle 0 to pi / 2, which keeps the variance between theirs. What a seed has that no random one
 * has fades, and the image of it comes nearer to what the model learnt (paper, Figure 4).
 */
export function towardsTypical(seeds: Tensor, realism: number, number: number): Tensor {
  const [own, typical] = [Math.cos((realism * Math.PI) / 2), Math.sin((realism * Math.PI) / 2)];
  if (realism === 0) return seeds;
  const noise = drawNormal(number, typicalStream, seeds.shape);
  const data = seeds.data.map((value, at) => own * value + typical * (noise.data[at] as number));
  return { shape: seeds.shape, data };
}

/** Beside that of seeds drawn from the same number. */
const typicalStream = 6;
