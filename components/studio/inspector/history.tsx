"use client";

import { useMemo } from "react";
import { Section } from "../../ui/section";
import { CompareButton } from "../comparison/compare-button";
import { useStudio } from "../state/studio-context";
import { historyOf, type Work } from "../state/work";
import { HistoryLine } from "./history-line";
import { branches, folded, worthShowing } from "./history-order";
import { useMinute } from "./use-minute";

/** Everything that was made of a picture; nothing is overwritten, and every node can be shown again. */
export function History({ work }: { work: Work }) {
  const snapshot = useStudio((state) => state.snapshot);
  const now = useMinute();
  const history = useMemo(
    () => (snapshot ? historyOf(snapshot, work.picture.id).filter(worthShowing) : []),
    [snapshot, work.picture.id],
  );
  const compared = useStudio((state) => state.view.compared);
  const lines = useMemo(() => {
    const shown = [work.node.key, ...compared.map(({ key }) => key)];
    return branches(folded(history, (node) => shown.includes(node.key)));
  }, [history, work.node.key, compared]);
  if (!snapshot) return null;
  return (
    <Section title="History" aside={<CompareButton history={history} />}>
      <ul aria-label="History" className="-mx-2 flex flex-col">
        {lines.map((branch) => (
          <HistoryLine key={branch.node.key} branch={branch} work={work} snapshot={snapshot} now={now} />
        ))}
      </ul>
    </Section>
  );
}
