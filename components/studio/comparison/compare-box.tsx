"use client";

import { Check } from "lucide-react";
import { Checkbox } from "radix-ui";
import { classes } from "../../ui/classes";
import { useStudio, useStudioStore } from "../state/studio-context";
import type { HistoryNode } from "../state/work";
import { canCompare, isAmong, toggled } from "./compared";

/** Chooses a node of the history to be laid beside others. */
export function CompareBox({ node, title }: { node: HistoryNode; title: string }) {
  const store = useStudioStore();
  const subject = { pictureId: node.pictureId, key: node.key };
  const checked = useStudio((state) => isAmong(state.view.compared, subject));
  if (!canCompare(node)) return <span className="w-7 shrink-0" />;
  return (
    <Checkbox.Root
      checked={checked}
      aria-label={`Compare: ${title}`}
      title="Choose to compare"
      onCheckedChange={() => store.changeView({ compared: toggled(store.getState().view.compared, subject) })}
      className="grid size-7 shrink-0 place-items-center rounded-md hover:bg-hovered"
    >
      <span
        className={classes(
          "grid size-4 place-items-center rounded border",
          checked ? "border-leaf bg-leaf text-leaf-ink" : "border-line-strong bg-surface",
        )}
      >
        <Checkbox.Indicator>
          <Check size={12} strokeWidth={3} />
        </Checkbox.Indicator>
      </span>
    </Checkbox.Root>
  );
}
