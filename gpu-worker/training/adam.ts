import { type Tensor, zeros } from "../tensor";

export interface AdamOptions {
  /** Decoupled: a share of the weight itself, times the learning rate, is taken off at every step. */
  readonly weightDecay?: number;
  readonly momentum?: number;
  readonly squareMomentum?: number;
  readonly epsilon?: number;
}

/** Averages of a variable's gradient and of its square. */
export interface Moments {
  readonly first: Tensor;
  readonly second: Tensor;
}

/** AdamW (Loshchilov and Hutter, arXiv 1711.05101) on tensors that it changes in place. */
export class Adam {
  readonly moments: readonly Moments[];

  /** `steps` and `moments` are those of an optimiser that goes on; without them it begins. */
  constructor(
    private readonly variables: readonly Tensor[],
    private readonly options: AdamOptions = {},
    private steps = 0,
    moments?: readonly Moments[],
  ) {
    this.moments = moments ?? variables.map(({ shape }) => ({ first: zeros(shape), second: zeros(shape) }));
  }

  /** One step against the gradients, which are in the order and shapes of the variables. */
  step(gradients: readonly Tensor[], learningRate: number): void {
    const { weightDecay = 0, momentum = 0.9, squareMomentum = 0.999, epsilon = 1e-8 } = this.options;
    this.steps += 1;
    const stepSize = learningRate / (1 - momentum ** this.steps);
    const correction = 1 / Math.sqrt(1 - squareMomentum ** this.steps);
    const kept = 1 - learningRate * weightDecay;
    for (const [index, { data }] of this.variables.entries()) {
      const slopes = gradients[index]?.data;
      const moments = this.moments[index];
      if (!slopes || !moments || slopes.length !== data.length) throw new Error("a gradient does not fit its variable");
      const [first, second] = [moments.first.data, moments.second.data];
      for (let at = 0; at < data.length; at++) {
        const slope = slopes[at] as number;
        const average = momentum * (first[at] as number) + (1 - momentum) * slope;
        const square = squareMomentum * (second[at] as number) + (1 - squareMomentum) * slope * slope;
        first[at] = average;
        second[at] = square;
        data[at] = (data[at] as number) * kept - (stepSize * average) / (Math.sqrt(square) * correction + epsilon);
      }
    }
  }
}
