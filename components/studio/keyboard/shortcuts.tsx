"use client";

import { useEffect } from "react";
import type { EmbedMethodName } from "@/protocol/embedding";
import { useSituation } from "../inspector/method/use-situation";
import { methodInUse, wayBy } from "../inspector/method/way";
import { useActions, useStudioStore } from "../state/studio-context";
import type { CompareMode } from "../state/studio-state";
import type { Path } from "../trajectory/use-path";
import { scrubbed, usePlayer } from "../trajectory/use-player";

const order: readonly CompareMode[] = ["wipe", "side-by-side", "difference"];

/** The whole studio by keyboard; keys belong to a field or slider while one has the focus. */
export function Shortcuts({ path }: { path: Path }) {
  const store = useStudioStore();
  const actions = useActions();
  const situation = useSituation();
  const { toggle } = usePlayer(path);

  useEffect(() => {
    const scrub = (by: 1 | -1) => {
      const { view } = store.getState();
      store.changeView({ scrub: scrubbed(path, view.scrub, by), hover: null, playing: false });
    };
    const compare = () => {
      const next = order.indexOf(store.getState().view.compare) + 1;
      store.changeView({ compare: order[next % order.length] ?? "wipe" });
    };
    const embedBy = (name: EmbedMethodName) => {
      const { work } = situation;
      const way = wayBy(name, situation);
      if (work?.picture.origin !== "upload" || !("method" in way)) return;
      void actions.embed(work.picture.id, way.method, way.startSeedId, way.frame);
    };
    const keys = new Map<string, () => void>([
      ["n", () => void actions.newSeed()],
      ["e", () => embedBy(methodInUse(situation))],
      ["r", () => embedBy("refine")],
      ["c", compare],
      ["ArrowRight", () => scrub(1)],
      ["ArrowLeft", () => scrub(-1)],
      [" ", toggle],
      ["Escape", actions.escape],
      ["?", () => store.changeView({ help: true })],
    ]);
    const onKeyDown = (event: KeyboardEvent) => {
      const isChord = event.ctrlKey || event.metaKey || event.altKey;
      if (event.defaultPrevented || isChord || isTaken(event)) return;
      const act = keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
      // A key held down scrubs on, but asks for one seed only.
      if (!act || (event.repeat && !event.key.startsWith("Arrow"))) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [store, actions, situation, path, toggle]);

  return null;
}

/** Whether what has the focus uses the key itself. */
function isTaken(event: KeyboardEvent): boolean {
  const focused = event.target;
  if (!(focused instanceof HTMLElement)) return false;
  if (document.querySelector("[role=dialog], [role=menu]")) return true;
  if (focused.closest("input, textarea, select, [contenteditable=true]")) return true;
  if (event.key.startsWith("Arrow")) return focused.closest("[role=slider], [role=radio], [role=group]") !== null;
  return event.key === " " && focused.closest("button, a, [role=slider]") !== null && !focused.closest("[data-scrub]");
}
