"use client";

import { useSyncExternalStore } from "react";

/** Wide enough for library, stage and inspector side by side. */
const query = "(min-width: 1024px)";

export function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
    () => true,
  );
}
