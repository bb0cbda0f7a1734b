/** How fast iterations go, of the latest ones: a machine that others use too is now faster, now slower. */
export class Pace {
  private last = performance.now();
  private seconds?: number;

  /** One more iteration is done. */
  took(now = performance.now()): void {
    const latest = (now - this.last) / 1000;
    this.seconds = this.seconds === undefined ? latest : this.seconds + (latest - this.seconds) / span;
    this.last = now;
  }

  secondsFor(iterations: number): number {
    return (this.seconds ?? 0) * iterations;
  }
}

/** Iterations whose mean counts. */
const span = 10;
