"use client";

import { Columns3 } from "lucide-react";
import { Button } from "../../ui/button";
import { Tooltip } from "../../ui/tooltip";
import { useStudio, useStudioStore } from "../state/studio-context";
import type { HistoryNode } from "../state/work";
import { seedsOf } from "./compared";

/** Lays the chosen seeds side by side, or all of the picture's where fewer than two are chosen. */
export function CompareButton({ history }: { history: readonly HistoryNode[] }) {
  const store = useStudioStore();
  const chosen = useStudio((state) => state.view.compared);
  const all = seedsOf(history);
  const isChosen = chosen.length > 1;
  if (!isChosen && all.length < 2) return null;
  const compare = () => store.changeView({ comparing: true, sheet: null, ...(isChosen ? {} : { compared: all }) });
  return (
    <Tooltip
      text={isChosen ? "Lay the chosen ones side by side." : "Lay all seeds of this picture side by side."}
      side="left"
    >
      <Button size="small" onClick={compare}>
        <Columns3 size={14} aria-hidden="true" />
        <span className="figures">{isChosen ? `Compare ${chosen.length}` : "Compare all"}</span>
      </Button>
    </Tooltip>
  );
}
