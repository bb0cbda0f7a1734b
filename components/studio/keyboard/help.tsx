"use client";

import { Dialog } from "../../ui/dialog";
import { useStudio, useStudioStore } from "../state/studio-context";

const keys = [
  ["N", "New seed: draw one at random and grow an image from it"],
  ["E", "Find the seed of the picture on the stage, by the chosen method"],
  ["R", "Refine the seed that is shown (gradient descent from it)"],
  ["C", "Compare by wipe, side by side, or difference"],
  ["← →", "Go through the steps"],
  ["Space", "Play the steps, or pause"],
  ["Esc", "Stop playing, leave a step, or stop your work on the stage (of a descent, the best is kept)"],
  ["?", "These keys"],
] as const;

export function Help() {
  const store = useStudioStore();
  const open = useStudio((state) => state.view.help);
  return (
    <Dialog title="Keys" open={open} onOpenChange={(help) => store.changeView({ help })}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-3 p-4">
        {keys.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-8 rounded-md border border-line bg-canvas px-2 py-0.5 text-center font-sans text-[13px]">
                {key}
              </kbd>
            </dt>
            <dd className="text-ink-soft">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="border-line border-t p-4 text-[13px] text-ink-faint">
        Scroll or pinch to zoom the picture, drag to move it, double-click to fit it again. Pictures can be dropped or
        pasted anywhere.
      </p>
    </Dialog>
  );
}
