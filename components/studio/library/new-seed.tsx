"use client";

import { ChevronDown, Sprout } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button";
import { Popover } from "../../ui/popover";
import { Tooltip } from "../../ui/tooltip";
import { useActions } from "../state/studio-context";

const highest = 0xffffffff;

/** A random seed, or the seed of a number: the same number is the same seed, on every machine. */
export function NewSeed() {
  const actions = useActions();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const number = /^\d+$/.test(text.trim()) ? Number(text.trim()) : null;
  const isValid = number !== null && number <= highest;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid) return;
    setOpen(false);
    void actions.newSeed(number);
  };

  return (
    <div className="flex">
      <Tooltip text="Draw a random seed and grow an image from it (N)">
        <Button size="small" className="rounded-r-none" onClick={() => actions.newSeed()}>
          <Sprout size={15} />
          New seed
        </Button>
      </Tooltip>
      <Popover
        label="New seed from a number"
        open={open}
        onOpenChange={setOpen}
        className="w-64"
        trigger={
          <Button size="small" square className="-ml-px rounded-l-none" aria-label="New seed from a number">
            <ChevronDown size={14} />
          </Button>
        }
      >
        <form onSubmit={submit} className="flex flex-col gap-2">
          <label htmlFor="seed-number" className="font-medium">
            Seed number
          </label>
          <p className="text-[13px] text-ink-soft">The same number always gives the same seed.</p>
          <div className="flex gap-2">
            <input
              id="seed-number"
              inputMode="numeric"
              value={text}
              placeholder={`0 to ${highest}`}
              aria-invalid={text !== "" && !isValid}
              onChange={(event) => setText(event.target.value)}
              className="figures h-9 min-w-0 grow rounded-control border border-line-strong bg-surface px-2 placeholder:text-ink-faint aria-invalid:border-danger"
            />
            <Button type="submit" tone="primary" disabled={!isValid}>
              Grow
            </Button>
          </div>
          {text !== "" && !isValid && (
            <p className="text-[13px] text-danger">A whole number from 0 to {highest.toLocaleString("en")}.</p>
          )}
        </form>
      </Popover>
    </div>
  );
}
