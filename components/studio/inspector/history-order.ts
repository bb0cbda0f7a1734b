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
