"use client";

import { useEffect, useState } from "react";

/**
 * What somebody types into a field until it is meant: on leaving it, or with Enter. `read` answers the value that the
 * text stands for, within its bounds, or the one before where it stands for none.
 */
export function useNumberDraft<Value extends number | null>(
  value: Value,
  read: (text: string) => Value,
  onChange: (value: Value) => void,
) {
  const shown = inWords(value);
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);

  const commit = () => {
    const next = read(draft);
    setDraft(inWords(next));
    if (next !== value) onChange(next);
  };
  return {
    value: draft,
    onChange: (event: { readonly target: { readonly value: string } }) => setDraft(event.target.value),
    onBlur: commit,
    onKeyDown: (event: { readonly key: string }) => {
      if (event.key === "Enter") commit();
    },
  };
}

function inWords(value: number | null): string {
  return value === null ? "" : String(value);
}
