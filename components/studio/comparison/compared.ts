import type { EmbedMethod } from "@/protocol/embedding";
import type { Metrics, Picture, Revision, Seed } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import { methodInShort } from "../inspector/method/words";
import type { Subject } from "../state/follow";
import { rankInWords } from "../state/rank";
import { type HistoryNode, type Work, workOf } from "../state/work";

/** One seed among those that are laid side by side, with how it was found and what grew from it. */
export interface Compared {
  readonly subject: Subject;
  readonly picture: Picture;
  /** How the seed came about, in a few words. */
  readonly title: string;
  readonly seed: Seed;
  /** Null of a random seed. */
  readonly found: Extract<Revision, { kind: "embed" }> | null;
  /** Null until the image has grown. */
  readonly grown: Extract<Revision, { kind: "generate" }> | null;
  readonly metrics: Metrics | null;
}

/** Whether a node of a history has a seed to be laid beside others. */
export function canCompare(node: HistoryNode): boolean {
  return node.revision !== null && "seedId" in node.revision;
}

/** What of the chosen nodes is still there, in the order of choosing. */
export function comparedOf(snapshot: Snapshot, subjects: readonly Subject[]): Compared[] {
  return subjects.flatMap((subject) => {
    const work = workOf(snapshot, subject.pictureId, subject.key);
    if (!work?.seed || work.node.key !== subject.key) return [];
    const found = work.embed?.revision?.kind === "embed" ? work.embed.revision : null;
    const { picture, seed } = work;
    const grown = work.node.kind === "generate" ? grownOf(work.node) : faithfulOf(snapshot, seed);
    return [
      { subject, picture, seed, found, grown, title: titleOf(work, found, grown), metrics: grown?.metrics ?? null },
    ];
  });
}

/** The nodes that stand for a picture's seeds: one for every seed, with the newest image that grew from it. */
export function seedsOf(history: readonly HistoryNode[]): Subject[] {
  return history
    .filter((node) => (node.kind === "embed" || node.kind === "seed") && canCompare(node))
    .map(({ pictureId, key }) => ({ pictureId, key }));
}

export function isAmong(subjects: readonly Subject[], subject: Subject): boolean {
  return subjects.some((other) => other.key === subject.key && other.pictureId === subject.pictureId);
}

/** With the subject where it was missing, without where it was there. */
export function toggled(subjects: readonly Subject[], subject: Subject): Subject[] {
  return isAmong(subjects, subject)
    ? subjects.filter((other) => other.key !== subject.key || other.pictureId !== subject.pictureId)
    : [...subjects, subject];
}

function grownOf({ revision }: HistoryNode): Compared["grown"] {
  return revision?.kind === "generate" ? revision : null;
}

/** A seed stands for the newest image that grew from it as it is, not moved towards a typical one. */
function faithfulOf(snapshot: Snapshot, seed: Seed): Compared["grown"] {
  const grown = snapshot.revisions.findLast(
    (revision) => revision.kind === "generate" && revision.seedId === seed.id && revision.realism === 0,
  );
  return grown?.kind === "generate" ? grown : null;
}

function titleOf({ embed, seed }: Work, found: Compared["found"], grown: Compared["grown"]): string {
  const how = found ? titleOfMethod(found.method) : `No. ${seed?.number}`;
  const rank = embed?.rank ? `, ${rankInWords(embed.rank)}` : "";
  const moved = grown && grown.realism > 0 ? `, ${Math.round(grown.realism * 100)} % realistic` : "";
  return `${how.charAt(0).toUpperCase()}${how.slice(1)}${rank}${moved}`;
}

/** Among methods of every kind, a K alone says too little. */
function titleOfMethod(method: EmbedMethod): string {
  return method.name === "inversion" ? `backwards, ${methodInShort(method)}` : methodInShort(method);
}
