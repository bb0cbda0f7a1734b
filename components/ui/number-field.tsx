"use client";

import { type ReactNode, useEffect, useId, useState } from "react";
import { Tooltip } from "./tooltip";

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

/** A number of any size, typed as people write it: 0.0001, 1e-4 or 1,500. */
export function NumberField({ label, hint, value, lowest, highest, whole, empty, onChange }: NumberFieldProps) {
  const id = useId();
  const shown = value === null ? "" : String(value);
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);

  const commit = () => {
    const text = draft.replaceAll(",", "").trim();
    const typed = Number(text);
    const isNone = text === "" && empty !== undefined;
    const next = isNone ? null : text === "" || Number.isNaN(typed) ? value : within(typed);
    setDraft(next === null ? "" : String(next));
    if (next !== value) onChange(next);
  };
  const within = (typed: number) => {
    const held = Math.min(highest, Math.max(lowest, typed));
    return whole ? Math.round(held) : held;
  };

  return (
    <div className="flex items-center justify-between gap-3">
      <Tooltip text={hint} side="left">
        <label htmlFor={id} className="text-ink-soft">
          {label}
        </label>
      </Tooltip>
      <input
        id={id}
        inputMode="decimal"
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
