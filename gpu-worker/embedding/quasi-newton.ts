import { dot } from "./least-squares";

/** Differences of points and of gradients that the curvature is told by; more of them gained nothing. */
const memory = 8;
/** Root mean square of the first step, of which nothing is known yet. */
const firstStep = 0.02;
/** Of a step that was no gain; below the shortest one the curvature is forgotten. */
const [shortening, shortest] = [0.35, 1e-3];
/** A loss that fell by less than this share is no gain. */
const leastGain = 1e-4;

/** All that one seed's search goes on from. */
export interface QuasiNewtonState {
  /** The best point, its loss and gradient, and where to from there; no loss before the first evaluation. */
  point: Float32Array;
  loss: number | null;
  gradient: Float32Array;
  direction: Float32Array;
  /** How much of the direction is tried; 0 where nothing brings any gain. */
  share: number;
  moves: Float32Array[];
  turns: Float32Array[];
}

export function beginQuasiNewton(start: Float32Array): QuasiNewtonState {
  const nothing = () => new Float32Array(start.length);
  return {
    point: start.slice(),
    loss: null,
    gradient: nothing(),
    direction: nothing(),
    share: 1,
    moves: [],
    turns: [],
  };
}

/**
 * L-BFGS (Liu and Nocedal, Mathematical Programming 45, 1989) on one seed: takes loss and gradient of the last `trial`,
 * and answers the next. A trial that was no gain is taken back and the step made shorter, so the loss never grows.
 */
export function nextTrial(
  state: QuasiNewtonState,
  trial: Float32Array,
  loss: number,
  gradient: Float32Array,
): Float32Array {
  if (state.loss === null || loss < state.loss * (1 - leastGain)) accept(state, trial, loss, gradient);
  else shorten(state);
  return state.point.map((value, at) => value + state.share * (state.direction[at] as number));
}

function accept(state: QuasiNewtonState, trial: Float32Array, loss: number, gradient: Float32Array): void {
  if (state.loss !== null) {
    const move = difference(trial, state.point);
    const turn = difference(gradient, state.gradient);
    // Only where the slope grows along the move is there a curvature to learn from.
    if (dot(move, turn) > 1e-12 * Math.sqrt(dot(move, move) * dot(turn, turn))) {
      state.moves = [...state.moves, move].slice(-memory);
      state.turns = [...state.turns, turn].slice(-memory);
    }
  }
  state.point = trial.slice();
  state.loss = loss;
  state.gradient = gradient.slice();
  state.direction = directionOf(state);
  state.share = 1;
}

function shorten(state: QuasiNewtonState): void {
  state.share *= shortening;
  if (state.share >= shortest) return;
  // Straight down and hardly a step, and still no gain: this is as far as single precision sees.
  if (state.moves.length === 0) {
    state.share = 0;
    return;
  }
  state.moves = [];
  state.turns = [];
  state.direction = directionOf(state);
  state.share = shortening;
}

/** Against the gradient, each direction by its curvature: the recursion of two loops. */
function directionOf({ gradient, moves, turns }: QuasiNewtonState): Float32Array {
  const direction = gradient.slice();
  const pairs = moves.map((move, index) => ({ move, turn: turns[index] ?? move, share: 0 }));
  for (const pair of pairs.toReversed()) {
    pair.share = dot(pair.move, direction) / dot(pair.move, pair.turn);
    add(direction, pair.turn, -pair.share);
  }
  const last = pairs.at(-1);
  const size = Math.sqrt(dot(gradient, gradient) / gradient.length);
  const scale = last ? dot(last.move, last.turn) / dot(last.turn, last.turn) : firstStep / (size || 1);
  for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] as number) * scale;
  for (const { move, turn, share } of pairs) add(direction, move, share - dot(turn, direction) / dot(move, turn));
  return direction.map((value) => -value);
}

function difference(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, at) => value - (other[at] as number));
}

function add(to: Float32Array, from: Float32Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + factor * (from[at] as number);
}
