import { type ReactNode, useId } from "react";
import { classes } from "./classes";

interface ChoiceProps<Value extends string> {
  legend: string;
  value: Value;
  choices: readonly { readonly value: Value; readonly name: string }[];
  onChoose: (value: Value) => void;
  /** One sentence on what is chosen. */
  note?: ReactNode;
  /** What belongs to what is chosen. */
  children?: ReactNode;
}

/** One of a few that have names, side by side: radio buttons, so that arrow keys go from one to the next. */
export function Choice<Value extends string>({ legend, value, choices, onChoose, note, children }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1 text-ink-soft">{legend}</legend>
      <div className="flex rounded-control border border-line bg-canvas p-0.5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={classes(
              "relative grid min-h-8 scroll-my-12 grow basis-0 place-items-center rounded-md px-2 text-center text-[13px] leading-4",
              "has-focus-visible:outline-2 has-focus-visible:outline-leaf has-focus-visible:outline-offset-2",
              choice.value === value ? "bg-leaf-soft font-medium text-leaf-strong" : "text-ink-soft hover:text-ink",
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
            />
            {choice.name}
          </label>
        ))}
      </div>
      {note && <p className="text-[13px] text-ink-faint leading-[18px]">{note}</p>}
      {children && <div className="flex flex-col gap-4 pt-1">{children}</div>}
    </fieldset>
  );
}
