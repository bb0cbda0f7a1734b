"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { type Draft, startingDraft } from "./draft";

interface KeptDraft {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

const DraftContext = createContext<KeptDraft | null>(null);

/** Keeps what is being described while one looks at the session's other page. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const [draft, setDraft] = useState<Draft>(startingDraft);
  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);
  const kept = useMemo(() => ({ draft, change }), [draft, change]);
  return <DraftContext value={kept}>{children}</DraftContext>;
}

export function useDraft(): KeptDraft {
  const kept = useContext(DraftContext);
  if (!kept) throw new Error("A training is described inside a DraftProvider.");
  return kept;
}
