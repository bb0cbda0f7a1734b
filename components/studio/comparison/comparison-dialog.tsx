"use client";

import { useMemo } from "react";
import { Dialog } from "../../ui/dialog";
import { useStudio, useStudioStore } from "../state/studio-context";
import { comparedOf } from "./compared";
import { ComparisonTable } from "./comparison-table";
import { Exports } from "./exports";
import { measuresWith } from "./measures";

/** Seeds side by side: original, look, what grew, where it differs, all numbers and what they cost. */
export function ComparisonDialog() {
  const store = useStudioStore();
  const open = useStudio((state) => state.view.comparing);
  return (
    <Dialog title="Compare" shape="page" open={open} onOpenChange={(comparing) => store.changeView({ comparing })}>
      <Content />
    </Dialog>
  );
}

function Content() {
  const snapshot = useStudio((state) => state.snapshot);
  const subjects = useStudio((state) => state.view.compared);
  const models = useStudio((state) => state.models);
  const all = useMemo(() => (snapshot ? comparedOf(snapshot, subjects) : []), [snapshot, subjects]);
  const measures = useMemo(() => measuresWith(models), [models]);
  if (all.length === 0)
    return <p className="p-4 text-ink-soft">Choose seeds in the history to lay them side by side.</p>;
  return (
    <>
      <Exports all={all} measures={measures} />
      <ComparisonTable all={all} measures={measures} />
    </>
  );
}
