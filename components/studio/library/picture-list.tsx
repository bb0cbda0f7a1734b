"use client";

import { useMemo } from "react";
import { useStudio, useWork } from "../state/studio-context";
import { PictureCard } from "./picture-card";
import { UploadCard } from "./upload-card";

/** Newest first, uploads still on their way before them. */
export function PictureList() {
  const pictures = useStudio((state) => state.snapshot?.pictures);
  const uploads = useStudio((state) => state.uploads);
  const shownId = useWork()?.picture.id;
  const present = useMemo(() => pictures?.filter((picture) => !picture.removed).reverse() ?? [], [pictures]);

  return (
    <>
      <ul aria-label="Pictures" className="grid grid-cols-[repeat(auto-fill,minmax(88px,1fr))] gap-2 empty:hidden">
        {uploads.toReversed().map((upload) => (
          <UploadCard key={upload.id} upload={upload} />
        ))}
        {present.map((picture) => (
          <PictureCard key={picture.id} picture={picture} shown={picture.id === shownId} />
        ))}
      </ul>
      {present.length + uploads.length === 0 && (
        <p className="text-[13px] text-ink-faint">Drop or paste pictures anywhere on this page.</p>
      )}
    </>
  );
}
