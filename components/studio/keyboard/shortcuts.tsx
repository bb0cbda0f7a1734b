"use client";

import { useEffect } from "react";
import type { EmbedMethodName } from "@/protocol/embedding";
import { askedBy, methodInUse } from "../inspector/method/way";
import { useActions, useStudioStore } from "../state/studio-context";
import type { CompareMode } from "../state/studio-state";
import type { Path } from "../trajectory/use-path";
import { scrubbed, usePlayer } from "../trajectory/use-player";
import { usesKey } from "./typed";

const order: readonly CompareMode[] = ["wipe", "side-by-side", "difference"];

/** The whole studio by keyboard; keys belong to a field or slider while one has the focus. */
export function Shortcuts({ path }: { path: Path }) {
  const store = useStudioStore();
  const actions = useActions();
  const { work } = path;
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
    // What was typed into a field just before is among the settings, though nothing was drawn since.
    const now = () => ({ ...store.getState(), work });
    const embedBy = (name: EmbedMethodName) => {
      const way = askedBy(name, now());
      if (work && way?.isReady) void actions.embed(work.picture.id, way.method, way.startSeedId, way.frame);
    };
    const keys = new Map<string, () => void>([
      ["n", () => void actions.newSeed()],
      ["e", () => embedBy(methodInUse(now()))],
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
      committed(event.target, act);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [store, actions, work, path, toggle]);

  return null;
}

/** Fields take what was typed when they are left: the key means what stands there now. */
function committed(focused: EventTarget | null, act: () => void): void {
  const field = focused instanceof HTMLInputElement ? focused : null;
  field?.blur();
  act();
  field?.focus({ preventScroll: true });
}

/** Whether what has the focus uses the key itself. */
function isTaken(event: KeyboardEvent): boolean {
  const focused = event.target;
  if (!(focused instanceof HTMLElement)) return false;
  if (document.querySelector("[role=dialog], [role=menu]")) return true;
  const field = focused.closest("input, textarea, select");
  if (field instanceof HTMLInputElement) return usesKey(field, event.key);
  if (field) return usesKey({ tagName: field.tagName, type: "", inputMode: "" }, event.key);
  if (event.key.startsWith("Arrow")) return focused.closest("[role=slider], [role=radio], [role=group]") !== null;
  return event.key === " " && focused.closest("button, a, [role=slider]") !== null && !focused.closest("[data-scrub]");
}
