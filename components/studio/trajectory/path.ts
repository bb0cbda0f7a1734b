import type { Film } from "../state/film";
import type { HistoryNode, Work } from "../state/work";

/** One place on the way from the picture to its seed and back; it stands from the start, filled or not. */
export interface Stop {
  readonly kind: "picture" | "inversion" | "seed" | "generation";
  /** 1..of in its own phase; 0 for the picture, which has no step. */
  readonly step: number;
  readonly of: number;
}

/**
 * The way that a work takes. An embedding begins at the picture and goes through the inversion's steps to the seed, its
 * last; where those steps were not seen by this browser (they are not stored), only the picture and the seed stand there.
 */
export function pathOf(work: Work, inversion: Film | undefined): Stop[] {
  const stops: Stop[] = [];
  if (work.embed) {
    stops.push({ kind: "picture", step: 0, of: 0 });
    const of = stepsOf(work.embed) ?? 0;
    const isSeen = inversion !== undefined || work.embed.revision === null;
    for (let step = 1; isSeen && step < of; step += 1) stops.push({ kind: "inversion", step, of });
    stops.push({ kind: "seed", step: of, of });
  } else if (work.node.kind !== "upload") {
    stops.push({ kind: "seed", step: 0, of: 0 });
  }
  const of = stepsOf(work.generate) ?? (work.embed ? (stepsOf(work.embed) ?? 0) : 0);
  for (let step = 1; step <= of; step += 1) stops.push({ kind: "generation", step, of });
  return stops;
}

function stepsOf(node: HistoryNode | null): number | null {
  if (node?.revision && "steps" in node.revision) return node.revision.steps;
  return node?.job?.steps ?? null;
}

/** The frames of a node's job, unless they are of an attempt that is over. */
export function currentFilm(films: ReadonlyMap<string, Film>, node: HistoryNode | null): Film | undefined {
  const film = node ? films.get(node.key) : undefined;
  return film && node?.job && film.attempt < node.job.attempt ? undefined : film;
}

export function titleOf(stop: Stop): string {
  switch (stop.kind) {
    case "picture":
      return "Picture";
    case "inversion":
      return `Back ${stop.step} of ${stop.of}`;
    case "seed":
      return "Seed";
    case "generation":
      return isEnd(stop) ? "Image" : `Step ${stop.step} of ${stop.of}`;
  }
}

/** Whether a stop is the image that grew. */
export function isEnd(stop: Stop): boolean {
  return stop.kind === "generation" && stop.step === stop.of;
}

/** The furthest stop that has something to show: where the stage stands when nobody scrubs. */
export function lastFilled(filled: readonly boolean[]): number | null {
  const index = filled.lastIndexOf(true);
  return index < 0 ? null : index;
}
