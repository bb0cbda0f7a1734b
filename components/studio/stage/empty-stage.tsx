"use client";

import { ImagePlus, Sprout } from "lucide-react";
import { Button } from "../../ui/button";
import { Refusal } from "../../ui/refusal";
import { Samples } from "../library/samples";
import { usePicker } from "../library/use-picker";
import { useActions, useStudio } from "../state/studio-context";

/** The first thing in a new session: one sentence, one button, and something to try. */
export function EmptyStage() {
  const actions = useActions();
  const refusal = useStudio((state) => state.refusals.get("new-seed"));
  const { pick, input } = usePicker();
  return (
    <section aria-label="Stage" className="grid min-h-0 grow place-items-center overflow-y-auto bg-sunken p-4">
      {input}
      <div className="flex w-full max-w-xl flex-col items-center gap-6 rounded-2xl border-2 border-line border-dashed bg-surface px-6 py-10 text-center">
        <div className="flex flex-col gap-2">
          <h1 className="font-semibold text-xl">Drop a picture here</h1>
          <p className="text-ink-soft">
            Seedbed finds the noise it grows from, and everyone in the session sees it grow back, step by step.
          </p>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <Button tone="primary" onClick={pick}>
            <ImagePlus size={17} />
            Choose pictures
          </Button>
          <Button onClick={() => actions.newSeed()}>
            <Sprout size={17} />
            Grow from a new seed
          </Button>
        </div>
        <Refusal>{refusal}</Refusal>
        <div className="flex flex-col gap-3">
          <p className="text-[13px] text-ink-faint">Nothing at hand? Try one of these.</p>
          <Samples large />
        </div>
      </div>
    </section>
  );
}
