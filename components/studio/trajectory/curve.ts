import type { ErrorPoint } from "@/protocol/embedding";
import type { JobProgress } from "@/protocol/jobs";
import { isIterative } from "@/protocol/methods";
import { type Axis, logAxis, stepAxis } from "../../ui/axis";
import type { HistoryNode } from "../state/work";

/** The error on the way to a seed, and where the way is meant to end. */
export interface Curve {
  readonly points: readonly ErrorPoint[];
  /** Mean squared error at which the search ends; null where it ends by its iterations. */
  readonly wished: number | null;
  /** Network evaluations at the right end: those to come while it runs, those spent after. */
  readonly last: number;
}

/** The curve of a search as it falls, or as it was stored; null where nothing was measured on the way. */
export function curveOf(node: HistoryNode | null, progress: JobProgress | undefined): Curve | null {
  const method = methodOf(node);
  if (!node || !method || !isIterative(method)) return null;
  const wished = "wished" in method ? method.wished : null;
  if (node.revision?.kind === "embed") {
    const { trajectory: points, evaluations } = node.revision;
    return points.length > 1 ? { points, wished, last: Math.max(evaluations, lastOf(points)) } : null;
  }
  if (progress?.kind !== "descent") return { points: [], wished, last: 0 };
  const { trajectory: points, iteration, of } = progress;
  const expected = method.name === "best" ? method.evaluations : (lastOf(points) * of) / Math.max(1, iteration);
  return { points, wished, last: Math.max(Math.round(expected), lastOf(points)) };
}

/** What is said in a curve's place where none is to come for now; null while one may grow. */
export function withoutCurve({ job }: Pick<HistoryNode, "job">): string | null {
  switch (job?.state) {
    case "paused":
      return "Paused. Its curve is seen again when it goes on.";
    case "failed":
      return "It failed, and its curve is not kept.";
    case "cancelled":
      return "It was cancelled, and its curve is not kept.";
    default:
      return null;
  }
}

export function methodOf(node: HistoryNode | null) {
  if (node?.revision?.kind === "embed") return node.revision.method;
  return node?.job?.kind === "embed" ? node.job.method : null;
}

function lastOf(points: readonly ErrorPoint[]): number {
  return points.at(-1)?.evaluations ?? 0;
}

const mostTicks = 4;
/** Errors below are drawn at the lower end: a logarithm has no 0. */
const smallest = 1e-12;

/** Errors on a logarithmic axis, with room for the wished one. */
export function errorAxis({ points, wished }: Curve): Axis {
  const errors = points.map((point) => Math.max(smallest, point.meanSquaredError));
  const all = wished === null ? errors : [...errors, wished];
  const lowest = all.length > 0 ? Math.min(...all) : 1e-4;
  const highest = all.length > 0 ? Math.max(...all) : 0.1;
  const axis = logAxis(lowest, highest > lowest ? highest : lowest * 1.01);
  const at = (error: number) => axis.at(Math.max(smallest, error));
  return { at, ticks: thinned(axis.ticks) };
}

/** Evaluations from 0 to the last that is to come. */
export function evaluationsAxis({ last }: Curve): Axis {
  return stepAxis(Math.max(1, last));
}

/** Powers of ten where there are many, and every other of them where there are still many; the lowest stays. */
function thinned(ticks: readonly number[]): readonly number[] {
  if (ticks.length <= mostTicks) return ticks;
  const powers = ticks.filter((tick) => /^1(e|$)/.test(tick.toExponential().replace(/\.0+e/, "e")));
  const kept = powers.length > 1 ? powers : ticks;
  const every = Math.ceil(kept.length / mostTicks);
  return kept.filter((_, index) => index % every === 0);
}

/** The point nearest to a place on the x axis, 0..1. */
export function nearestPoint(curve: Curve, across: number): ErrorPoint | null {
  const axis = evaluationsAxis(curve);
  return curve.points.reduce<ErrorPoint | null>((nearest, point) => {
    const distance = Math.abs(axis.at(point.evaluations) - across);
    return nearest && Math.abs(axis.at(nearest.evaluations) - across) <= distance ? nearest : point;
  }, null);
}
