"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useStudio } from "../state/studio-context";
import type { HistoryNode } from "../state/work";
import { type Curve, curveOf, withoutCurve } from "./curve";
import { ErrorCurve } from "./error-curve";

interface DescentRowProps {
  node: HistoryNode | null;
  curve: Curve;
  height: number;
  children: ReactNode;
}

/** The picture, what has been found so far, and the error on the way: it has one height from the first to the last. */
export function DescentRow({ node, curve, height, children }: DescentRowProps) {
  const instead = node && curve.points.length === 0 ? withoutCurve(node) : null;
  return (
    <div className="flex items-center gap-3" style={{ height }}>
      <ol aria-label="Finding the seed" className="flex shrink-0 items-center gap-1">
        {children}
      </ol>
      {instead ? <p className="text-[13px] text-ink-faint">{instead}</p> : <ErrorCurve curve={curve} height={height} />}
    </div>
  );
}

/** The curve of the search on the stage. One that begins anew goes on from where it was seen last. */
export function useCurve(node: HistoryNode | null): Curve | null {
  const progress = useStudio((state) => (node ? state.progress.get(node.key) : undefined));
  const seen = useRef<{ key: string; curve: Curve } | null>(null);
  const now = curveOf(node, progress);
  const before = node && seen.current?.key === node.key && node.revision === null ? seen.current.curve : null;
  const curve = now && now.points.length === 0 && before ? before : now;
  useEffect(() => {
    if (node && curve && curve.points.length > 0) seen.current = { key: node.key, curve };
  }, [node, curve]);
  return curve;
}
