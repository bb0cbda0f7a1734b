"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { Dataset } from "@/protocol/training";
import { useActions, useStudio } from "../../studio/state/studio-context";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { IconButton } from "../../ui/icon-button";
import { Refusal } from "../../ui/refusal";

/** Takes a zip out of the session, for everybody in it: that is asked twice. */
export function RemovingData({ dataset: { id, name } }: { dataset: Dataset }) {
  const actions = useActions();
  const refusal = useStudio((state) => state.refusals.get(`dataset-${id}`));
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={`Remove ${name}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Trash2 size={16} />
      </IconButton>
      <Dialog title={`Remove ${name}?`} open={open} onOpenChange={setOpen}>
        <div className="flex flex-col gap-4 p-4">
          <p className="text-ink-soft">
            Nobody in the session can learn from these pictures any more. Models that have learnt from them stay.
          </p>
          <Refusal>{refusal}</Refusal>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Keep them</Button>
            <Button tone="danger" onClick={() => void actions.removeDataset(id)}>
              Remove the pictures
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
