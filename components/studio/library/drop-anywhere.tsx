"use client";

import { ImageDown } from "lucide-react";
import { useEffect, useState } from "react";
import { useActions } from "../state/studio-context";

/** Pictures dropped or pasted anywhere on the page are taken in. */
export function DropAnywhere() {
  const actions = useActions();
  const [over, setOver] = useState(false);

  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      actions.upload([...(event.dataTransfer?.files ?? [])]);
    };
    const onPaste = (event: ClipboardEvent) => {
      const pictures = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
      if (pictures.length === 0) return;
      event.preventDefault();
      actions.upload(pictures);
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("dragenter", onEnter, { signal });
    window.addEventListener("dragleave", onLeave, { signal });
    window.addEventListener("dragover", onOver, { signal });
    window.addEventListener("drop", onDrop, { signal });
    window.addEventListener("paste", onPaste, { signal });
    return () => listening.abort();
  }, [actions]);

  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid animate-appear place-items-center rounded-2xl border-2 border-leaf border-dashed bg-surface/85">
      <p className="flex items-center gap-3 font-semibold text-lg">
        <ImageDown size={28} className="text-leaf" />
        Drop to find their seeds
      </p>
    </div>
  );
}
