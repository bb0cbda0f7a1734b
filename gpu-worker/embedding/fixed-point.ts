import { rows, type Tensor, zeros } from "../tensor";

/** Of one image: where the residual was least, the whole correction from there, and how much of it is taken. */
interface Best {
  readonly residual: number;
  readonly estimate: Float32Array;
  readonly correction: Float32Array;
  readonly share: number;
}

/**
 * The iteration y <- g(y) for several images, each by itself.
 *
 * The residual |g(y) - y| of an estimate is known as soon as g is evaluated there, so knowing that of the last
 * estimate would cost one evaluation more. With `keep: "best"` a correction that made the residual larger is taken
 * back, and half of it tried from the best estimate so far. What is answered after the last evaluation is one (perhaps
 * halved) correction beyond the best evaluated estimate: where no residual ever grew, that is the plain iteration.
 */
export class FixedPoint {
  /** Where g is to be evaluated next; after the last evaluation, the result. */
  estimate: Tensor;
  private best: readonly (Best | undefined)[];

  constructor(
    start: Tensor,
    private readonly keep: "best" | "last",
  ) {
    this.estimate = start;
    this.best = new Array<undefined>(start.shape[0] ?? 0).fill(undefined);
  }

  /** Takes g(estimate), and moves the estimate. */
  correct(evaluated: Tensor): void {
    if (this.keep === "last") {
      this.estimate = evaluated;
      return;
    }
    const next = zeros(evaluated.shape);
    this.best = this.best.map((best, index) => {
      const estimate = rows(this.estimate, index, index + 1).data;
      const better = improve(best, estimate, rows(evaluated, index, index + 1).data);
      const moved = rows(next, index, index + 1).data;
      for (let at = 0; at < moved.length; at++)
        moved[at] = (better.estimate[at] ?? 0) + better.share * (better.correction[at] ?? 0);
      return better;
    });
    this.estimate = next;
  }
}

function improve(best: Best | undefined, estimate: Float32Array, evaluated: Float32Array): Best {
  const correction = evaluated.map((value, at) => value - (estimate[at] ?? 0));
  let squares = 0;
  for (const value of correction) squares += value * value;
  const residual = Math.sqrt(squares);
  if (best && residual > best.residual) return { ...best, share: best.share / 2 };
  return { residual, estimate, correction, share: best?.share ?? 1 };
}
