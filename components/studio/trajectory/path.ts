import { isIterative } from "@/protocol/methods";
import type { Film } from "../state/film";
import type { HistoryNode, Work } from "../state/work";
import { methodOf } from "./curve";

/** One place on the way from the picture to its seed and back; it stands from the start, filled or not. */
export interface Stop {
  readonly kind: "picture" | "inversion" | "descent" | "seed" | "generation";
  /** 1..of in its own phase; 0 for the picture, which has no step, and for a descent before its first iteration. */
  readonly step: number;
  readonly of: number;
}

/**
 * The way that a work takes. An embedding begins at the picture and ends at the seed; between them stands what this
 * browser has seen or will see of the search: an inversion's steps, of a descent's iterations the newest.
 */
export function pathOf(work: Work, search: Film | undefined): Stop[] {
  const stops: Stop[] = [];
  if (work.embed) {
    const of = stepsOf(work.embed) ?? 0;
    stops.push({ kind: "picture", step: 0, of: 0 }, ...searchOf(work.embed, search, of), {
      kind: "seed",
      step: of,
      of,
    });
  } else if (work.node.kind !== "upload") {
    stops.push({ kind: "seed", step: 0, of: 0 });
  }
  const of = stepsOf(work.generate) ?? (work.embed ? (stepsOf(work.embed) ?? 0) : 0);
  for (let step = 1; step <= of; step += 1) stops.push({ kind: "generation", step, of });
  return stops;
}

function searchOf(embed: HistoryNode, search: Film | undefined, steps: number): Stop[] {
  const method = methodOf(embed);
  if (!method || (!search && embed.revision)) return [];
  if (method.name === "inversion")
    return Array.from({ length: steps - 1 }, (_, index): Stop => ({ kind: "inversion", step: index + 1, of: steps }));
  if (!isIterative(method)) return [];
  if (!search) return [{ kind: "descent", step: 0, of: 0 }];
  // A best way that needed no descent leaves nothing to be seen but its seed.
  if (embed.revision && search.phase === "inversion") return [];
  return [{ kind: search.phase === "inversion" ? "inversion" : "descent", step: search.reached, of: search.of }];
}

function stepsOf(node: HistoryNode | null): number | null {
  if (node?.revision && "steps" in node.revision) return node.revision.steps;
  return node?.job?.steps ?? null;
}

/** The frames of a node's job, unless they are of an attempt that is over; a descent goes on from the one before. */
export function currentFilm(films: ReadonlyMap<string, Film>, node: HistoryNode | null): Film | undefined {
  const film = node ? films.get(node.key) : undefined;
  const isOver = film && node?.job && film.attempt < node.job.attempt;
  return isOver && film.phase !== "descent" ? undefined : film;
}

export function titleOf(stop: Stop): string {
  switch (stop.kind) {
    case "picture":
      return "Picture";
    case "inversion":
      return `Back ${stop.step} of ${stop.of}`;
    case "descent":
      return stop.step === 0
        ? "Newest"
        : `Iteration ${stop.step.toLocaleString("en")} of ${stop.of.toLocaleString("en")}`;
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
