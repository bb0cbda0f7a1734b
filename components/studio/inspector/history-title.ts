import type { Metrics } from "@/protocol/entities";
import type { Film } from "../state/film";
import { rankInWords } from "../state/rank";
import type { HistoryNode } from "../state/work";
import { methodInShort } from "./method/words";
import { decibels } from "./numbers";

/** A node of the history in a few words: what it is, with what it was made, and how it went. */
export function historyTitle(node: HistoryNode, film: Film | undefined): string {
  const { revision, job, rank } = node;
  switch (revision?.kind) {
    case "upload":
      return "Uploaded";
    case "seed":
      return "Seed drawn";
    case "embed":
      return [
        "Seed found",
        `T ${revision.steps}`,
        methodInShort(revision.method),
        ...(rank ? [rankInWords(rank)] : []),
      ].join(" · ");
    case "generate":
      return [
        "Grown",
        `T ${revision.steps}`,
        ...realismInShort(revision.realism),
        ...errorInShort(revision.metrics),
      ].join(" · ");
  }
  const doing = job?.kind === "embed" ? "Finding its seed" : "Growing";
  const settings = job?.kind === "embed" ? `T ${job.steps} · ${methodInShort(job.method)}` : `T ${job?.steps}`;
  switch (job?.state) {
    case "failed":
      return `${doing} failed · ${settings}`;
    case "cancelled":
      return `Cancelled · ${settings}`;
    case "paused":
      return `Paused · ${settings}`;
    case "queued":
      return `Waiting · ${settings}`;
    default:
      return film ? `${doing} · ${film.reached} of ${film.of}` : `${doing} · ${settings}`;
  }
}

function realismInShort(realism: number): string[] {
  return realism === 0 ? [] : [`${Math.round(realism * 100)} % realistic`];
}

function errorInShort(metrics: Metrics | null): string[] {
  return metrics ? [decibels(metrics)] : [];
}
