"use client";

import { type ReactNode, useId } from "react";
import { readNumber } from "./read-number";
import { Term } from "./term";
import { useNumberDraft } from "./use-number-draft";

interface NumberFieldProps {
  label: string;
  /** The exact term, for those who know it. */
  hint: ReactNode;
  value: number | null;
  bounds: readonly [lowest: number, highest: number];
  /** Whether it counts something. */
  whole?: boolean;
  /** What stands there for null; without it a number is always needed. */
  empty?: string;
  onChange: (value: number | null) => void;
}

/** A number of any size, typed as people write it. */
export function NumberField({ label, hint, value, bounds, whole, empty, onChange }: NumberFieldProps) {
  const id = useId();
  const [lowest, highest] = bounds;
  const read = (text: string) => {
    if (text.trim() === "" && empty !== undefined) return null;
    const typed = readNumber(text);
    if (Number.isNaN(typed)) return value;
    const held = Math.min(highest, Math.max(lowest, typed));
    return whole ? Math.round(held) : held;
  };
  const draft = useNumberDraft(value, read, onChange);

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
        placeholder={empty}
        {...draft}
        className="figures h-7 w-24 rounded-md border border-line-strong bg-surface px-2 text-right placeholder:text-ink-faint"
      />
    </div>
  );
}
