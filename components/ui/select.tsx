import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Field } from "./field";
import { inputClass } from "./input-class";

interface SelectProps<Value extends string> {
  label: string;
  note?: ReactNode;
  term?: ReactNode;
  fault?: string;
  value: Value;
  choices: readonly { value: Value; name: string; disabled?: boolean }[];
  /** What stands there while there is nothing to choose. */
  empty: string;
  onChange: (value: Value) => void;
}

/** The browser's own list: right on a phone, and reachable by every keyboard. */
export function Select<Value extends string>({ value, choices, empty, onChange, ...field }: SelectProps<Value>) {
  return (
    <Field {...field}>
      {(control) => (
        <div className="relative">
          <select
            {...control}
            value={value}
            disabled={choices.length === 0}
            onChange={(event) => {
              const chosen = choices.find((choice) => choice.value === event.target.value);
              if (chosen) onChange(chosen.value);
            }}
            className={inputClass("appearance-none truncate pr-8")}
          >
            {choices.length === 0 && <option value="">{empty}</option>}
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value} disabled={choice.disabled}>
                {choice.name}
              </option>
            ))}
          </select>
          <ChevronDown size={15} className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5" />
        </div>
      )}
    </Field>
  );
}
