import { createDenoiser, type Denoiser } from "../diffusion/denoiser";
import { generate } from "../diffusion/generator";
import { clean, ratesAt } from "../diffusion/schedule";
import { invert } from "../embedding/inversion";
import type { Engine } from "../graph/engine";
import type { Model } from "../models/model";
import { sizeOf, type Tensor } from "../tensor";
import { descend, train, trainAfterDescent } from "./gradients";

/** What vectors are computed from. */
export interface Bench {
  readonly model: Model;
  readonly engine: Engine;
  readonly denoiser: Denoiser;
  readonly golden: ReadonlyMap<string, Tensor>;
  /** Runs what several vectors share once. */
  once<Result>(compute: (bench: Bench) => Promise<Result>): Promise<Result>;
}

/** How the vectors of one name are treated: computed and compared, or given, because others are computed from them. */
export type Measurement = { readonly pattern: RegExp } & (
  | {
      readonly kind: "computed";
      readonly isGradient?: boolean;
      /** Where a vector has been defined in two ways, each; it has to agree with one. */
      compute(bench: Bench, name: string): AsyncIterable<Tensor>;
    }
  | { readonly kind: "given" }
);

/** The vectors of seeds, inversions and gradients; all are of ten steps. */
export const measurements: readonly Measurement[] = [
  { pattern: /^(seeds|target|train_images|train_noise|train_times)$/, kind: "given" },
  {
    pattern: /^trajectory$/,
    kind: "computed",
    async *compute({ denoiser, golden }) {
      yield stack(await generate(denoiser, given(golden, "seeds")));
    },
  },
  {
    pattern: /^noise_at_/,
    kind: "computed",
    async *compute({ denoiser, golden }, name) {
      const at = ratesAt(Number(name.slice("noise_at_".length)), denoiser.schedule);
      yield (await denoiser.step(given(golden, "seeds"), at, clean, name)).predictedNoise;
    },
  },
  {
    pattern: /^(naive_inversion|fixed_point_\d+)$/,
    kind: "computed",
    async *compute({ denoiser, golden }, name) {
      const corrections = Number(/\d+$/.exec(name)?.[0] ?? 0);
      yield (await invert(denoiser, given(golden, "target"), { corrections, keep: "last" })).seeds;
    },
  },
  {
    pattern: /^descent_loss$/,
    kind: "computed",
    async *compute(bench) {
      yield given(await bench.once(descend), "loss");
    },
  },
  {
    pattern: /^descent_gradient$/,
    kind: "computed",
    isGradient: true,
    async *compute(bench) {
      yield given(await bench.once(descend), "gradient");
    },
  },
  {
    pattern: /^train_loss$/,
    kind: "computed",
    async *compute(bench) {
      yield given(await bench.once(train), "loss");
    },
  },
  {
    pattern: /^train_grad\//,
    kind: "computed",
    isGradient: true,
    async *compute(bench, name) {
      const weight = `gradients/${name.slice("train_grad/".length)}`;
      yield given(await bench.once(train), weight);
      yield given(await bench.once(trainAfterDescent), weight);
    },
  },
];

export async function openBench(model: Model, engine: Engine, golden: ReadonlyMap<string, Tensor>): Promise<Bench> {
  const results = new Map<unknown, unknown>();
  const bench: Bench = {
    model,
    engine,
    golden,
    denoiser: await createDenoiser(model, engine, given(golden, "seeds").shape[0]),
    once<Result>(compute: (bench: Bench) => Promise<Result>) {
      const known = results.get(compute) as Promise<Result> | undefined;
      const result = known ?? compute(bench);
      results.set(compute, result);
      return result;
    },
  };
  return bench;
}

/** Throws where a tensor that others are computed from is not there. */
export function given(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const vector = tensors.get(name);
  if (!vector) throw new Error(`there is no ${name}`);
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
