"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button";
import { classes } from "../../ui/classes";
import { Popover } from "../../ui/popover";
import { Refusal } from "../../ui/refusal";
import { Avatar } from "../people/avatar";
import { personColors, personFills, personOf } from "../people/people";
import { useActions, useStudio } from "../state/studio-context";

/** One's own name and colour. */
export function You() {
  const actions = useActions();
  const snapshot = useStudio((state) => state.snapshot);
  const you = useStudio((state) => state.you);
  const refusal = useStudio((state) => state.refusals.get("person"));
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<string | null>(null);
  if (!snapshot || !you) return null;
  const person = personOf(snapshot, you);
  const name = draft ?? person.name;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && name.trim() !== person.name) void actions.changePerson({ name: name.trim() });
    setDraft(null);
    setOpen(false);
  };

  return (
    <Popover
      label="You"
      className="w-72"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setDraft(null);
      }}
      trigger={
        <button
          type="button"
          aria-label={`You: ${person.name}`}
          title={`You: ${person.name}`}
          className="shrink-0 rounded-full p-1"
        >
          <span className="block rounded-full ring-2 ring-leaf ring-offset-2 ring-offset-surface">
            <Avatar person={person} />
          </span>
        </button>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <label htmlFor="your-name" className="font-medium">
            Your name
          </label>
          <div className="flex gap-2">
            <input
              id="your-name"
              value={name}
              maxLength={40}
              autoComplete="nickname"
              onChange={(event) => setDraft(event.target.value)}
              className="h-9 min-w-0 grow rounded-control border border-line-strong bg-surface px-2"
            />
            <Button type="submit" disabled={!name.trim() || name.trim() === person.name}>
              Save
            </Button>
          </div>
        </div>
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-1 font-medium">Your colour</legend>
          <div className="flex justify-between">
            {personColors.map((color) => (
              <label key={color} className="relative" title={color}>
                <input
                  type="radio"
                  name="color"
                  aria-label={color}
                  checked={person.color === color}
                  onChange={() => actions.changePerson({ color })}
                  className="peer absolute inset-0 cursor-pointer appearance-none rounded-full"
                />
                <span
                  className={classes(
                    "block size-6 rounded-full ring-offset-2 ring-offset-raised peer-focus-visible:ring-2 peer-focus-visible:ring-leaf",
                    person.color === color && "ring-2 ring-ink",
                  )}
                  style={{ background: personFills[color] }}
                />
              </label>
            ))}
          </div>
        </fieldset>
        <p className="text-[13px] text-ink-faint">You are a guest: this browser remembers you, no account is needed.</p>
        <Refusal>{refusal}</Refusal>
      </form>
    </Popover>
  );
}
