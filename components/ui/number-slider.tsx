"use client";

import { Slider } from "radix-ui";
import { type ReactNode, useId } from "react";
import { Term } from "./term";
import { useNumberDraft } from "./use-number-draft";

interface NumberSliderProps {
  label: string;
  /** The exact term, for those who know it. */
  hint: ReactNode;
  value: number;
  bounds: readonly [lowest: number, highest: number];
  onChange: (value: number) => void;
}

/** A whole number by slider or by typing. */
export function NumberSlider({ label, hint, value, bounds, onChange }: NumberSliderProps) {
  const id = useId();
  const [lowest, highest] = bounds;
  const read = (text: string) => {
    const typed = Number.parseInt(text, 10);
    return Number.isNaN(typed) ? value : Math.min(highest, Math.max(lowest, typed));
  };
  const draft = useNumberDraft(value, read, onChange);

  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="text-ink-soft">
          {label}
        </label>
        <Term about={label}>{hint}</Term>
      </div>
      <input
        id={id}
        inputMode="numeric"
        {...draft}
        className="figures h-7 w-12 rounded-md border border-line-strong bg-surface text-center"
      />
      <Slider.Root
        min={lowest}
        max={highest}
        value={[value]}
        onValueChange={([next]) => next !== undefined && onChange(next)}
        className="relative col-span-2 flex h-5 touch-none items-center select-none"
      >
        <Slider.Track className="relative h-1 grow rounded-full bg-line">
          <Slider.Range className="absolute h-full rounded-full bg-leaf" />
        </Slider.Track>
        <Slider.Thumb aria-label={label} className="block size-4 rounded-full border-2 border-leaf bg-surface" />
      </Slider.Root>
    </div>
  );
}
