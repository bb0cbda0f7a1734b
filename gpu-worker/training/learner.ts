import type { ModelConfig } from "../models/config";
import type { ParameterShape } from "../networks/parameters";
import type { Raster } from "../pictures/raster";
import type { Weights } from "./averages";

/** What one step of a training comes to. */
export interface Evaluation {
  readonly loss: number;
  /** Of every trained weight, by its name. */
  readonly gradients: Weights;
  /** Means and variances of this batch, by the names of the weights that average them. */
  readonly statistics: Weights;
}

/** How good weights are, on pictures that were never learnt from. */
export interface Validation {
  readonly loss: number;
  /** Of an embedder: the mean squared error of reconstructions, pixels 0..1. */
  readonly meanSquaredError?: number;
}

/** Something that can be learnt, as a training sees it. */
export interface Learner {
  /** Of the model that is learnt. */
  readonly config: ModelConfig;
  readonly shapes: readonly ParameterShape[];
  readonly stepsPerEpoch: number;
  /** What step 1, 2, … says of the weights: a function of both, and of nothing before. */
  evaluate(step: number, weights: Weights): Promise<Evaluation>;
  validate(weights: Weights): Promise<Validation>;
  /** Pictures for people to judge by. */
  show(weights: Weights): Promise<Raster>;
  dispose(): Promise<void>;
}
