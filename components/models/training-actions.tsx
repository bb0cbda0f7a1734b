"use client";

import { Check, Pause, Play, Repeat, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Training } from "@/protocol/training";
import { useActions, useStudio } from "../studio/state/studio-context";
import { hasEnded, isPaused } from "../studio/state/work";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Refusal } from "../ui/refusal";
import { Tooltip } from "../ui/tooltip";

interface TrainingActionsProps {
  training: Training;
  /** Describes a training like this one anew. */
  onRepeat: () => void;
}

/** What can be asked of a training, by everybody in the session. */
export function TrainingActions({ training, onRepeat }: TrainingActionsProps) {
  const actions = useActions();
  const refusal = useStudio((state) => state.refusals.get(`training-${training.id}`));
  const { id, curve, ending } = training;
  if (hasEnded(training)) {
    return (
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          {training.state === "failed" && (
            <Button size="small" onClick={() => actions.resumeTraining(id)}>
              <Play size={14} aria-hidden="true" />
              Try again
            </Button>
          )}
          {training.state === "failed" && curve.length > 0 && (
            <Button size="small" onClick={() => actions.finishTraining(id)}>
              <Check size={14} aria-hidden="true" />
              Keep the best so far
            </Button>
          )}
          <Button size="small" onClick={onRepeat}>
            <Repeat size={14} aria-hidden="true" />
            Use these settings again
          </Button>
        </div>
        <Refusal>{refusal}</Refusal>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {isPaused(training) ? (
          <Button size="small" onClick={() => actions.resumeTraining(id)}>
            <Play size={14} aria-hidden="true" />
            Resume
          </Button>
        ) : (
          <Button size="small" disabled={ending} onClick={() => actions.pauseTraining(id)}>
            <Pause size={14} aria-hidden="true" />
            Pause
          </Button>
        )}
        <Tooltip
          text={curve.length > 0 ? "Ends here; the model is the best so far" : "Not before the curve's first point"}
        >
          <Button size="small" disabled={ending || curve.length === 0} onClick={() => actions.finishTraining(id)}>
            <Check size={14} aria-hidden="true" />
            Finish now, keep the best
          </Button>
        </Tooltip>
        <Discard training={training} />
      </div>
      <Refusal>{refusal}</Refusal>
    </div>
  );
}

/** Hours of computing are not thrown away by one click. */
function Discard({ training }: { training: Training }) {
  const actions = useActions();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" tone="danger" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Trash2 size={14} aria-hidden="true" />
        Cancel
      </Button>
      <Dialog title={`Cancel the training of ${training.title}?`} open={open} onOpenChange={setOpen}>
        <div className="flex flex-col gap-4 p-4">
          <p className="text-ink-soft">
            What it has learnt so far is thrown away, for everybody in the session. To keep it, finish it now instead.
          </p>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Let it go on</Button>
            <Button
              tone="danger"
              onClick={() => {
                setOpen(false);
                void actions.cancelTraining(training.id);
              }}
            >
              Cancel the training
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
