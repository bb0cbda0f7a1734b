"use client";

import { FileArchive } from "lucide-react";
import { useEffect, useState } from "react";
import { useActions } from "../studio/state/studio-context";

/** A zip that is dropped anywhere on the page is taken as pictures to learn from. */
export function ZipDrop({ onDrop }: { onDrop: () => void }) {
  const actions = useActions();
  const [over, setOver] = useState(false);

  useEffect(() => {
    let depth = 0;
    const listening = new AbortController();
    const { signal } = listening;
    const on = (type: "dragenter" | "dragleave" | "dragover" | "drop", act: (event: DragEvent) => void) =>
      window.addEventListener(type, (event) => event.dataTransfer?.types.includes("Files") && act(event), { signal });
    const setDepth = (next: number) => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    on("dragenter", () => setDepth(depth + 1));
    on("dragleave", () => setDepth(depth - 1));
    on("dragover", (event) => event.preventDefault());
    on("drop", (event) => {
      event.preventDefault();
      setDepth(0);
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      actions.uploadData(file);
      onDrop();
    });
    return () => listening.abort();
  }, [actions, onDrop]);

  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid animate-appear place-items-center rounded-2xl border-2 border-leaf border-dashed bg-surface/85">
      <p className="flex items-center gap-3 font-semibold text-lg">
        <FileArchive size={28} className="text-leaf" aria-hidden="true" />
        Drop the zip to learn from it
      </p>
    </div>
  );
}
