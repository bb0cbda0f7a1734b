"use client";

import { Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { useActions, useStudio } from "../state/studio-context";

/** The session's name, changed where it stands. */
export function SessionTitle() {
  const actions = useActions();
  const name = useStudio((state) => state.snapshot?.session.name ?? "");
  const refusal = useStudio((state) => state.refusals.get("session-name"));
  const [draft, setDraft] = useState<string | null>(null);

  useEffect(() => {
    if (name) document.title = `${name} · Seedbed`;
  }, [name]);

  if (draft === null) {
    return (
      <h1 className="min-w-0">
        <button
          type="button"
          title={refusal ?? "Rename the session"}
          aria-label={`${name}: rename the session`}
          onClick={() => setDraft(name)}
          className="group flex h-9 max-w-full items-center gap-2 rounded-control px-2 font-semibold hover:bg-hovered"
        >
          <span className="truncate">{name}</span>
          <Pencil size={13} className="shrink-0 text-ink-faint opacity-0 group-hover:opacity-100 max-sm:hidden" />
        </button>
      </h1>
    );
  }
  const commit = () => {
    const next = draft.trim();
    if (next && next !== name) void actions.renameSession(next);
    setDraft(null);
  };
  return (
    <input
      ref={(input) => input?.focus()}
      aria-label="Session name"
      value={draft}
      maxLength={80}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setDraft(null);
      }}
      className="h-9 w-64 min-w-0 rounded-control border border-line-strong bg-surface px-2 font-semibold"
    />
  );
}
