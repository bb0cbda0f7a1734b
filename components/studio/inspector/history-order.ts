import type { HistoryNode } from "../state/work";

export interface Branch {
  readonly node: HistoryNode;
  readonly depth: number;
}

/** The tree as lines: every node under its parent, children in the order they came. */
export function branches(history: readonly HistoryNode[]): Branch[] {
  const known = new Set(history.map((node) => node.key));
  const under = (parentKey: string | null, depth: number): Branch[] =>
    history
      .filter((node) => (known.has(node.parentKey ?? "") ? node.parentKey : null) === parentKey)
      .flatMap((node) => [{ node, depth }, ...under(node.key, depth + 1)]);
  return under(null, 0);
}

/** While realism is chosen by its slider, every place passed is asked for and given up for the next: no news to anyone. */
export function worthShowing({ job }: HistoryNode): boolean {
  return !(job?.kind === "generate" && job.state === "cancelled" && job.realism > 0);
}

/**
 * Without the places where a slow hand on that slider stayed: of what one person grew from one seed in a row, the latest
 * stands for all. What is on the stage, or chosen to compare, is listed nevertheless.
 */
export function folded(history: readonly HistoryNode[], isKept: (node: HistoryNode) => boolean): HistoryNode[] {
  return history.filter((node, index) => {
    const next = history.slice(index + 1).find(({ parentKey }) => parentKey === node.parentKey);
    return isKept(node) || !next || !isPassed(node, next);
  });
}

function isPassed(node: HistoryNode, next: HistoryNode): boolean {
  const [from, to] = [pulled(node), pulled(next)];
  return from !== null && from === to && node.by === next.by;
}

/** The seed that was moved towards a typical one; null of every other work. */
function pulled({ revision, job }: HistoryNode): string | null {
  const work = revision ?? job;
  return work?.kind === "generate" && work.realism > 0 ? work.seedId : null;
}
