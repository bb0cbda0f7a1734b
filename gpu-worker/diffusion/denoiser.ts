import { Problem } from "../../protocol/errors";
import type { Engine } from "../graph/engine";
import { denoiserParts } from "../models/config";
import type { Model } from "../models/model";
import { sameShape, showShape, type Tensor } from "../tensor";
import { inBatches } from "./batches";
import { runFinite } from "./finite";
import type { Rates, Schedule } from "./schedule";
import { rateInputs, stepGraph } from "./step-graph";

/** What one evaluation of the network says of noisy images [n, channels, size, size], in normalised units. */
export interface Denoised {
  readonly predictedNoise: Tensor;
  readonly predictedImages: Tensor;
  /** The images, as noisy as the next step has them. */
  readonly nextImages: Tensor;
}

/** A model on an engine. */
export interface Denoiser {
  readonly model: Model;
  /** How many images are computed together; more are computed part by part. */
  readonly batch: number;
  readonly schedule: Schedule;
  /**
   * One step for noisy images [n, channels, size, size], which are as noisy as `at`, on the way to `next`. Throws
   * `seed_does_not_fit` for other shapes, and `not_finite`, naming the graph, `step` and the tensor, if NaN or
   * infinity comes out.
   */
  step(noisyImages: Tensor, at: Rates, next: Rates, step: string): Promise<Denoised>;
  dispose(): Promise<void>;
}

/** Throws `bad_request` where the model is no denoiser. */
export async function createDenoiser(model: Model, engine: Engine, batch = 1): Promise<Denoiser> {
  const { channels, size } = model.config;
  const { schedule, embedding } = denoiserParts(model.config);
  const program = await engine.compile(stepGraph(model, batch));

  return {
    model,
    batch,
    schedule,
    async step(noisyImages, at, next, step) {
      const shape = noisyImages.shape.slice(1);
      if (!sameShape(shape, [channels, size, size]))
        throw new Problem("seed_does_not_fit", `it is ${showShape(shape)}, not ${showShape([channels, size, size])}`);
      const rates = rateInputs(embedding, at, next);
      return await inBatches([noisyImages] as const, batch, ([part]) =>
        runFinite<keyof Denoised>(program, { noisyImages: part, ...rates }, step),
      );
    },
    dispose: () => program.dispose(),
  };
}
