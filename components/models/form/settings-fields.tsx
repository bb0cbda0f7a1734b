"use client";

import { Choice } from "../../ui/choice";
import { TextField } from "../../ui/field";
import type { SettingsDraft } from "./draft";
import type { FormPart } from "./form-parts";

const lengths = [
  { value: "epochs", name: "In epochs" },
  { value: "steps", name: "In steps" },
] as const;

/** The settings of the kind that is described, and a way to change one of them. */
export function useSettings({ draft, change }: FormPart) {
  const settings = draft.settings[draft.kind];
  const set = (part: Partial<SettingsDraft>) =>
    change({ settings: { ...draft.settings, [draft.kind]: { ...settings, ...part } } });
  return { settings, set };
}

/** How long, and whether mirrored. */
export function SettingsFields(part: FormPart) {
  const { settings, set } = useSettings(part);
  const { length } = settings;
  return (
    <>
      <Choice legend="How long" value={length} choices={lengths} onChoose={(next) => set({ length: next })}>
        <TextField
          label={length === "epochs" ? "Epochs" : "Steps"}
          numeric
          value={settings[length]}
          fault={part.faults.length}
          note={
            length === "epochs"
              ? "An epoch is one pass over all pictures; few pictures need many. It can be finished early at any time."
              : "A step learns from one batch of pictures. It can be finished early at any time."
          }
          onChange={(text) => set({ [length]: text })}
        />
      </Choice>
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          checked={settings.flip}
          onChange={(event) => set({ flip: event.target.checked })}
          className="mt-0.5 size-4 shrink-0 accent-leaf"
        />
        <span className="flex flex-col gap-0.5">
          Mirrored pictures count too
          <span className="text-[13px] text-ink-faint leading-[18px]">
            Half of them are seen left to right; turn it off for letters, digits and maps.
          </span>
        </span>
      </label>
    </>
  );
}
