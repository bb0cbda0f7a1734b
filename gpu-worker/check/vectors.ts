import type { Denoiser } from "../diffusion/denoiser";
import { generate } from "../diffusion/generator";
import { clean, ratesAt } from "../diffusion/schedule";
import { invert } from "../embedding/inversion";
import type { Precision } from "../files/float";
import { sizeOf, type Tensor } from "../tensor";

/** What a vector is computed from. */
export interface Bench {
  readonly denoiser: Denoiser;
  readonly golden: ReadonlyMap<string, Tensor>;
  /** The vector's own name. */
  readonly name: string;
}

/**
 * How the vectors of one name are treated: computed and compared, taken as given because others are computed from
 * them, or left out for a reason.
 */
export type Measurement = { readonly pattern: RegExp } & (
  | { readonly kind: "computed"; compute(bench: Bench): Promise<Tensor> }
  | { readonly kind: "given" }
  | { readonly kind: "skipped"; readonly reason: string }
);

/** The vectors of seeds and inversions; all are of ten steps. */
export const measurements: readonly Measurement[] = [
  { pattern: /^(seeds|target)$/, kind: "given" },
  {
    pattern: /^trajectory$/,
    kind: "computed",
    async compute({ denoiser, golden }) {
      return stack(await generate(denoiser, given(golden, "seeds")));
    },
  },
  {
    pattern: /^noise_at_/,
    kind: "computed",
    async compute({ denoiser, golden, name }) {
      const at = ratesAt(Number(name.slice("noise_at_".length)), denoiser.schedule);
      return (await denoiser.step(given(golden, "seeds"), at, clean, name)).predictedNoise;
    },
  },
  {
    pattern: /^(naive_inversion|fixed_point_\d+)$/,
    kind: "computed",
    async compute({ denoiser, golden, name }) {
      const corrections = Number(/\d+$/.exec(name)?.[0] ?? 0);
      return (await invert(denoiser, given(golden, "target"), { corrections, keep: "last" })).seeds;
    },
  },
  {
    pattern: /^(descent|train)_/,
    kind: "skipped",
    reason: "It needs gradients, which the engine does not compute yet.",
  },
];

/** Relative to the largest value: what single precision reaches, and what half-precision weights cost. */
export function toleranceOf(precision: Precision): number {
  return precision === "float16" ? 2e-3 : 1e-5;
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

function given(golden: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const vector = golden.get(name);
  if (!vector) throw new Error(`the golden vectors lack ${name}`);
  return vector;
}

function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  const shape = [tensors.length, ...(first?.shape ?? [])];
  const data = new Float32Array(sizeOf(shape));
  tensors.forEach((one, index) => {
    data.set(one.data, index * one.data.length);
  });
  return { shape, data };
}
