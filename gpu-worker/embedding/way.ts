import type { EndedBy, ErrorPoint, Stage } from "../../protocol/embedding";
import type { Denoiser } from "../diffusion/denoiser";
import type { Engine } from "../graph/engine";
import type { Model } from "../models/model";
import type { Tensor } from "../tensor";
import type { Embedder } from "./embedder";

/** What every way to seeds may use. */
export interface EmbedTools {
  readonly model: Model;
  readonly denoiser: Denoiser;
  readonly engine: Engine;
  /** The embedder of an id, which is whoever opens it to dispose of. */
  readonly openEmbedder?: (id: string) => Promise<Embedder>;
  /** Of a refinement: the seeds it begins with, one or several for each image, those of an image together. */
  readonly start?: Tensor;
  /** T. */
  readonly steps: number;
}

/** Where a descent is, told after every iteration. */
export interface DescentPoint {
  /** 1..`of`. */
  readonly iteration: number;
  readonly of: number;
  readonly evaluations: number;
  /** Of the best seeds so far, pixels 0..1. */
  readonly meanSquaredError: number;
  /** The error so far, from the beginning of the way. */
  readonly trajectory: readonly ErrorPoint[];
  /** What the seeds of this iteration generate, one for each seed, in normalised units, not clipped. */
  readonly images: Tensor;
  /** At the pace of the latest iterations, if all of them are needed. */
  readonly secondsLeft: number;
}

export interface EmbedOptions {
  /** Aborted: the way ends by throwing the signal's reason, once what was reached is kept. */
  readonly signal?: AbortSignal;
  /** Aborted: the way ends before its next iteration and answers the best so far. */
  readonly enough?: AbortSignal;
  /** After every step of an inversion; `index` is 1..T. */
  readonly onStep?: (step: { readonly index: number; readonly noisyImages: Tensor }) => void;
  readonly onPoint?: (point: DescentPoint) => void;
  /** Takes the whole state of a descent, every few seconds and where the signal ends it. */
  readonly keep?: (state: Uint8Array) => void;
  /** Such a state, to go on from: it comes to the same as if it had never been interrupted. */
  readonly kept?: Uint8Array;
}

export interface Embedded {
  /** One seed for each image; of a descent from random seeds several, those of an image together, its best first. */
  readonly seeds: Tensor;
  /** The error of each seed's reconstruction: mean squared, pixels 0..1, unclipped. */
  readonly errors: readonly number[];
  /** The mean over images of the error of each one's best seed. */
  readonly meanSquaredError: number;
  readonly trajectory: ErrorPoint[];
  /** Network evaluations for one image, all of its seeds together; a forward and a backward count one each. */
  readonly evaluations: number;
  readonly milliseconds: number;
  readonly stages: Stage[];
  readonly endedBy: EndedBy;
}
