"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { Tooltip } from "./tooltip";

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly { value: Value; name: string; icon: ReactNode }[];
  disabled?: boolean;
  onChoose: (value: Value) => void;
}

/** One of a few, side by side. */
export function Segments<Value extends string>({ label, value, choices, disabled, onChoose }: SegmentsProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen) onChoose(chosen.value);
      }}
      className="flex rounded-control border border-line bg-surface p-0.5"
    >
      {choices.map((choice) => (
        <Tooltip key={choice.value} text={choice.name}>
          <ToggleGroup.Item
            value={choice.value}
            aria-label={choice.name}
            className={classes(
              "grid h-7 w-8 place-items-center rounded-md text-ink-faint hover:text-ink disabled:opacity-50",
              choice.value === value && "bg-leaf-soft text-leaf-strong hover:text-leaf-strong",
            )}
          >
            {choice.icon}
          </ToggleGroup.Item>
        </Tooltip>
      ))}
    </ToggleGroup.Root>
  );
}
