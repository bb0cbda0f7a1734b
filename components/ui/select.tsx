import { ChevronDown } from "lucide-react";
import { useId } from "react";

interface SelectProps {
  label: string;
  value: string;
  choices: readonly { value: string; name: string; disabled?: boolean }[];
  /** What stands there while there is nothing to choose. */
  empty: string;
  onChange: (value: string) => void;
}

/** The browser's own list: right on a phone, and reachable by every keyboard. */
export function Select({ label, value, choices, empty, onChange }: SelectProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-soft">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          disabled={choices.length === 0}
          onChange={(event) => onChange(event.target.value)}
          className="h-9 w-full appearance-none truncate rounded-control border border-line-strong bg-surface pr-8 pl-3 text-ink"
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
    </div>
  );
}
