"use client";

import { CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Tooltip } from "./tooltip";

/** The exact term behind a word, for those who point at it, touch it or reach it by keyboard. */
export function Term({ about, children }: { about: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Tooltip text={children} side="top" open={open} onOpenChange={setOpen}>
      <button
        type="button"
        aria-label={`About: ${about}`}
        onClick={(event) => {
          // A tooltip closes when it is clicked; a finger has no other way to open it.
          event.preventDefault();
          setOpen(true);
        }}
        className="grid size-5 shrink-0 place-items-center rounded-full text-ink-faint hover:text-ink"
      >
        <CircleHelp size={14} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
