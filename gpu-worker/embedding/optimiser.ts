import { Problem } from "../../protocol/errors";
import { rows, type Tensor, zeros } from "../tensor";
import { beginQuasiNewton, nextTrial, type QuasiNewtonState } from "./quasi-newton";
import { countOf, stacked } from "./rows";

export type OptimiserKind = "adam" | "quasi-newton";

/** What an optimiser goes on from: tensors by name, and numbers for each seed. */
export interface OptimiserState {
  readonly kind: OptimiserKind;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly numbers: readonly (readonly (number | null)[])[];
}

/** Moves seeds against their gradients, each by itself. */
export interface Optimiser {
  readonly kind: OptimiserKind;
  /** Moves `seeds`, of which losses [n, 1, 1, 1] and gradient are known, in place; `iteration` counts this step. */
  step(seeds: Tensor, evaluated: { losses: Tensor; gradient: Tensor }, rate: number, iteration: number): void;
  /** Whether no step of it brings any gain any more. */
  readonly isAtRest: boolean;
  state(): OptimiserState;
}

export function beginOptimiser(kind: OptimiserKind, seeds: Tensor): Optimiser {
  if (kind === "adam") return new SeedAdam(zeros(seeds.shape), zeros(seeds.shape));
  return new QuasiNewton(eachOf(seeds).map(beginQuasiNewton), seeds.shape);
}

/** Throws `bad_request` where something is missing. */
export function restoreOptimiser({ kind, tensors, numbers }: OptimiserState, shape: readonly number[]): Optimiser {
  const named = (name: string) => {
    const tensor = tensors.get(name);
    if (tensor?.data.length !== zeros(shape).data.length) throw new Problem("bad_request", `${name} is not there`);
    return tensor;
  };
  if (kind === "adam") return new SeedAdam(named("first"), named("second"));
  const states = numbers.map(([loss = null, share = 1, pairs = 0], index): QuasiNewtonState => {
    const own = (name: string) => rows(named(name), index, index + 1).data.slice();
    const several = (name: string) => Array.from({ length: pairs ?? 0 }, (_, at) => own(`${name}-${at}`));
    const [moves, turns] = [several("move"), several("turn")];
    const [point, gradient, direction] = [own("point"), own("gradient"), own("direction")];
    return { point, loss, gradient, direction, share: share ?? 1, moves, turns };
  });
  return new QuasiNewton(states, shape);
}

const [momentum, squareMomentum, epsilon] = [0.9, 0.999, 1e-8];

/** Adam (Kingma and Ba, arXiv 1412.6980). */
class SeedAdam implements Optimiser {
  readonly kind = "adam";
  readonly isAtRest = false;

  constructor(
    private readonly first: Tensor,
    private readonly second: Tensor,
  ) {}

  step(seeds: Tensor, { gradient }: { gradient: Tensor }, rate: number, iteration: number): void {
    const stepSize = rate / (1 - momentum ** iteration);
    const correction = 1 / Math.sqrt(1 - squareMomentum ** iteration);
    const [first, second] = [this.first.data, this.second.data];
    for (let at = 0; at < seeds.data.length; at++) {
      const slope = gradient.data[at] as number;
      const average = momentum * (first[at] as number) + (1 - momentum) * slope;
      const square = squareMomentum * (second[at] as number) + (1 - squareMomentum) * slope * slope;
      first[at] = average;
      second[at] = square;
      seeds.data[at] = (seeds.data[at] as number) - (stepSize * average) / (Math.sqrt(square) * correction + epsilon);
    }
  }

  state(): OptimiserState {
    const { kind, first, second } = this;
    return {
      kind,
      tensors: new Map([
        ["first", first],
        ["second", second],
      ]),
      numbers: [],
    };
  }
}

/** L-BFGS, which finds its own rate. */
class QuasiNewton implements Optimiser {
  readonly kind = "quasi-newton";

  constructor(
    private readonly searches: readonly QuasiNewtonState[],
    private readonly shape: readonly number[],
  ) {}

  step(seeds: Tensor, { losses, gradient }: { losses: Tensor; gradient: Tensor }): void {
    for (const [index, search] of this.searches.entries()) {
      const own = (tensor: Tensor) => rows(tensor, index, index + 1).data;
      own(seeds).set(nextTrial(search, own(seeds).slice(), losses.data[index] ?? Number.NaN, own(gradient)));
    }
  }

  get isAtRest(): boolean {
    return this.searches.every(({ share }) => share === 0);
  }

  state(): OptimiserState {
    const of = (part: (search: QuasiNewtonState) => Float32Array) => stacked(this.searches.map(part), this.shape);
    const none = new Float32Array(this.searches[0]?.point.length ?? 0);
    const tensors = new Map([
      ["point", of(({ point }) => point)],
      ["gradient", of(({ gradient }) => gradient)],
      ["direction", of(({ direction }) => direction)],
    ]);
    const most = Math.max(...this.searches.map(({ moves }) => moves.length));
    for (let at = 0; at < most; at++) {
      tensors.set(
        `move-${at}`,
        of(({ moves }) => moves[at] ?? none),
      );
      tensors.set(
        `turn-${at}`,
        of(({ turns }) => turns[at] ?? none),
      );
    }
    const numbers = this.searches.map(({ loss, share, moves }) => [loss, share, moves.length]);
    return { kind: this.kind, tensors, numbers };
  }
}

function eachOf(seeds: Tensor): Float32Array[] {
  return Array.from({ length: countOf(seeds) }, (_, index) => rows(seeds, index, index + 1).data);
}
