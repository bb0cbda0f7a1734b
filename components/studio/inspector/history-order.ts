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
