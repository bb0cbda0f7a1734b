"use client";

import { type ReactNode, useEffect, useId, useState } from "react";
import { readNumber } from "./read-number";
import { Term } from "./term";

interface NumberFieldProps {
  label: string;
  /** The exact term, for those who know it. */
  hint: ReactNode;
  value: number | null;
  lowest: number;
  highest: number;
  /** Whether it counts something. */
  whole?: boolean;
  /** What stands there for null; without it a number is always needed. */
  empty?: string;
  onChange: (value: number | null) => void;
}

/** A number of any size, typed as people write it. */
export function NumberField({ label, hint, value, lowest, highest, whole, empty, onChange }: NumberFieldProps) {
  const id = useId();
  const shown = value === null ? "" : String(value);
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);

  const commit = () => {
    const typed = readNumber(draft);
    const isNone = draft.trim() === "" && empty !== undefined;
    const next = isNone ? null : Number.isNaN(typed) ? value : within(typed);
    setDraft(next === null ? "" : String(next));
    if (next !== value) onChange(next);
  };
  const within = (typed: number) => {
    const held = Math.min(highest, Math.max(lowest, typed));
    return whole ? Math.round(held) : held;
  };

  return (
    <div className="flex items-center justify-between gap-3">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="text-ink-soft">
          {label}
        </label>
        <Term about={label}>{hint}</Term>
      </div>
      <input
        id={id}
        inputMode={whole ? "numeric" : "decimal"}
        value={draft}
        placeholder={empty}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
        className="figures h-7 w-24 rounded-md border border-line-strong bg-surface px-2 text-right placeholder:text-ink-faint"
      />
    </div>
  );
}
