import { dot, leastSquares } from "./least-squares";

/** A point where g was evaluated: the residual g(y) - y, and its root mean square. */
interface Evaluated {
  readonly point: Float32Array;
  readonly residual: Float32Array;
  readonly size: number;
}

/** How many evaluations before the latest are drawn on. More of them gained nothing on Fashion-MNIST. */
export const defaultMemory = 8;
/** A residual that grew beyond this many times the least is no ground to go on from. */
const tolerableGrowth = 2;
/** A step that brought the residual below this share of the least before is trusted to be followed by a better one. */
const steepFall = 0.7;

/**
 * The iteration y <- g(y) of one image to a point that stays where it is.
 *
 * With a memory of 0 it is the plain one. Else it is Anderson's acceleration (Walker and Ni, SIAM J. Numer. Anal. 49,
 * 2011): the point before the next evaluation is chosen as if g were linear between the points evaluated so far, which
 * costs nothing but arithmetic. A step that made the residual much larger is taken back.
 *
 * The residual of a point is known as soon as g is evaluated there, so that of the last estimate would cost one
 * evaluation more.
 */
export class FixedPoint {
  /** Where g is to be evaluated next. */
  estimate: Float32Array;
  private evaluated: Evaluated[] = [];
  private best?: Evaluated;
  private fellSteeply = true;

  constructor(
    start: Float32Array,
    private readonly memory = defaultMemory,
  ) {
    this.estimate = start;
  }

  /** The least root mean square of g(y) - y so far; infinite before the first evaluation. */
  get residual(): number {
    return this.best?.size ?? Number.POSITIVE_INFINITY;
  }

  /** Takes g(estimate), and moves the estimate. */
  correct(value: Float32Array): void {
    const latest = evaluatedAt(this.estimate, value);
    const before = this.best;
    this.fellSteeply = !before || latest.size < steepFall * before.size;
    if (!before || latest.size < before.size) this.best = latest;
    if (this.memory === 0) {
      this.estimate = value;
      return;
    }
    const base = before && latest.size > tolerableGrowth * before.size ? before : latest;
    const others = [...this.evaluated, latest].filter((one) => one !== base).slice(-this.memory);
    this.evaluated = [...others, base];
    this.estimate = accelerated(base, others);
  }

  /** The result: one correction beyond the last evaluation where that was a great step ahead, else the best point. */
  get answer(): Float32Array {
    return this.memory === 0 || this.fellSteeply ? this.estimate : (this.best?.point ?? this.estimate);
  }
}

function evaluatedAt(point: Float32Array, value: Float32Array): Evaluated {
  const residual = value.map((moved, at) => moved - (point[at] as number));
  return { point, residual, size: Math.sqrt(dot(residual, residual) / residual.length) };
}

/** From `base`, where the residual would be least were it linear, and one whole correction on from there. */
function accelerated(base: Evaluated, others: readonly Evaluated[]): Float32Array {
  const next = base.point.map((value, at) => value + (base.residual[at] as number));
  const directions = others.map(({ residual }) => base.residual.map((value, at) => value - (residual[at] as number)));
  const weights = leastSquares(directions, base.residual);
  for (const [index, { point }] of others.entries()) {
    const weight = weights[index] ?? 0;
    const direction = directions[index] ?? base.residual;
    for (let at = 0; at < next.length; at++)
      next[at] =
        (next[at] as number) -
        weight * ((base.point[at] as number) - (point[at] as number) + (direction[at] as number));
  }
  return next;
}
