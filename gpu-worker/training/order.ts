import { drawUniform } from "../latent/random";

/**
 * Which pictures each step learns from: every picture once in an epoch, in an order drawn anew for each epoch. A
 * function of the step alone, so that a training goes on where it was, whoever goes on with it.
 */
export class PictureOrder {
  readonly stepsPerEpoch: number;
  private epoch = -1;
  private order: Uint32Array = new Uint32Array();

  /** `number` names the order; the pictures that do not fill a last batch wait for another epoch. */
  constructor(
    private readonly pictures: number,
    private readonly batch: number,
    private readonly number: number,
  ) {
    this.stepsPerEpoch = Math.max(1, Math.floor(pictures / batch));
  }

  /** Indices of the pictures of step 1, 2, … */
  at(step: number): Uint32Array {
    const epoch = Math.floor((step - 1) / this.stepsPerEpoch);
    if (epoch !== this.epoch) {
      this.order = shuffled(this.pictures, this.number, epoch);
      this.epoch = epoch;
    }
    const start = ((step - 1) % this.stepsPerEpoch) * this.batch;
    return Uint32Array.from({ length: this.batch }, (_, at) => this.order[(start + at) % this.pictures] ?? 0);
  }
}

/** Fisher and Yates' shuffle. */
function shuffled(count: number, number: number, stream: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  const draws = drawUniform(number, stream, count);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor((draws[last] ?? 0) * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
