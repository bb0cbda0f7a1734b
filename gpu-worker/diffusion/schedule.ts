/** The continuous cosine schedule of the published code: the angle from signal to noise is linear in time. */
export interface Schedule {
  readonly minSignalRate: number;
  readonly maxSignalRate: number;
}

/** How much of a noisy image is noise and how much is image: their squares add up to 1. */
export interface Rates {
  readonly noiseRate: number;
  readonly signalRate: number;
}

/** A picture without noise, which the schedule itself never reaches. */
export const clean: Rates = { noiseRate: 0, signalRate: 1 };

/** Rates at diffusion time 0..1, in double precision; 1 is where seeds are. */
export function ratesAt(diffusionTime: number, { minSignalRate, maxSignalRate }: Schedule): Rates {
  const start = Math.acos(maxSignalRate);
  const end = Math.acos(minSignalRate);
  const angle = start + diffusionTime * (end - start);
  return { noiseRate: Math.sin(angle), signalRate: Math.cos(angle) };
}

/**
 * The rates of a generation of T steps, noisiest first: T + 1 of them, of which the last is a clean picture, because
 * the last step goes straight to its predicted image.
 */
export function generationRates(steps: number, schedule: Schedule): Rates[] {
  return [...Array.from({ length: steps }, (_, index) => ratesAt(1 - index / steps, schedule)), clean];
}

/** How a network is told the noise variance: how many numbers it becomes, and the fastest of their waves. */
export interface Embedding {
  readonly dims: number;
  readonly maxFrequency: number;
}

/** The `dims / 2` speeds of the embedding, in radians for each unit of noise variance, slowest first. */
export function embeddingSpeeds({ dims, maxFrequency }: Embedding): number[] {
  const half = dims / 2;
  return Array.from(
    { length: half },
    (_, at) => 2 * Math.PI * Math.exp((Math.log(maxFrequency) * at) / Math.max(1, half - 1)),
  );
}

/**
 * The embedded noise variance: sines, then cosines, at `dims / 2` speeds from 2 pi to 2 pi `maxFrequency`, evenly
 * spaced in their logarithm. In double precision, since single precision loses digits at these angles.
 */
export function embedVariance(noiseRate: number, embedding: Embedding): Float32Array {
  const half = embedding.dims / 2;
  const embedded = new Float32Array(embedding.dims);
  for (const [at, speed] of embeddingSpeeds(embedding).entries()) {
    embedded[at] = Math.sin(speed * noiseRate ** 2);
    embedded[half + at] = Math.cos(speed * noiseRate ** 2);
  }
  return embedded;
}
