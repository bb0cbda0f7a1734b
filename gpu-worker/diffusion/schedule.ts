/**
 * How noise grows with diffusion time (paper, section 3.1, Figure 6). `continuous-cosine` is the published code's: the
 * angle from signal to noise is linear in time.
 */
export type Schedule =
  | { readonly kind: "continuous-cosine"; readonly minSignalRate: number; readonly maxSignalRate: number }
  | { readonly kind: "linear" | "quadratic" | "cosine" };
export type ScheduleKind = Schedule["kind"];

/** How much of a noisy image is noise and how much is image: their squares add up to 1. */
export interface Rates {
  readonly noiseRate: number;
  readonly signalRate: number;
}

/** A picture without noise, which the schedule itself never reaches. */
export const clean: Rates = { noiseRate: 0, signalRate: 1 };

/** Rates at diffusion time 0..1, in double precision; 1 is where seeds are. */
export function ratesAt(diffusionTime: number, schedule: Schedule): Rates {
  if (schedule.kind === "continuous-cosine") {
    const start = Math.acos(schedule.maxSignalRate);
    const end = Math.acos(schedule.minSignalRate);
    const angle = start + diffusionTime * (end - start);
    return { noiseRate: Math.sin(angle), signalRate: Math.cos(angle) };
  }
  const share = Math.max(leastSignalShare, signalShare(diffusionTime, schedule.kind));
  return { noiseRate: Math.sqrt(1 - share), signalRate: Math.sqrt(share) };
}

/** A step divides by the signal rate; the cosine schedule ends in none. That of the continuous cosine is kept: 0.02. */
const leastSignalShare = 0.02 ** 2;
/** Of the noise added over the whole time, first and last (Ho et al., arXiv 2006.11239: 1e-4 and 0.02 in 1,000 steps). */
const [leastNoise, mostNoise] = [0.1, 20];
/** Keeps the first steps of the cosine schedule from being too small (Nichol and Dhariwal, arXiv 2102.09672). */
const cosineOffset = 0.008;

/** The paper's alpha_t, the share of the image's variance that is left at a time. */
function signalShare(time: number, kind: Exclude<ScheduleKind, "continuous-cosine">): number {
  switch (kind) {
    case "linear":
      return Math.exp(-(leastNoise * time + ((mostNoise - leastNoise) * time ** 2) / 2));
    case "quadratic": {
      const [first, last] = [Math.sqrt(leastNoise), Math.sqrt(mostNoise)];
      const growth = last - first;
      return Math.exp(-(first ** 2 * time + first * growth * time ** 2 + (growth ** 2 * time ** 3) / 3));
    }
    case "cosine": {
      const at = (moment: number) => Math.cos((((moment + cosineOffset) / (1 + cosineOffset)) * Math.PI) / 2) ** 2;
      return at(time) / at(0);
    }
  }
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
