"use client";

import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { Tooltip } from "./tooltip";

/** The exact term behind a word, for those who point at it or reach it by keyboard. */
export function Term({ about, children }: { about: string; children: ReactNode }) {
  return (
    <Tooltip text={children} side="top">
      <button
        type="button"
        aria-label={`About: ${about}`}
        className="grid size-5 place-items-center rounded-full text-ink-faint hover:text-ink"
      >
        <CircleHelp size={14} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
