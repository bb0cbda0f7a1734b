"use client";

import { useRef } from "react";
import { useActions } from "../state/studio-context";

const accepted = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff";

/** The browser's own dialog for files; `input` has to stand somewhere on the page. */
export function usePicker() {
  const actions = useActions();
  const element = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={element}
      type="file"
      aria-label="Add pictures"
      multiple
      accept={accepted}
      className="sr-only"
      tabIndex={-1}
      onChange={(event) => {
        actions.upload([...(event.target.files ?? [])]);
        event.target.value = "";
      }}
    />
  );
  return { input, pick: () => element.current?.click() };
}
