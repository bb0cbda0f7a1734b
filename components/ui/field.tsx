import { type ReactNode, useId } from "react";
import { inputClass } from "./input-class";
import { Term } from "./term";

interface FieldProps {
  label: string;
  /** One sentence on what it does. */
  note?: ReactNode;
  /** The exact term, for those who know it. */
  term?: ReactNode;
  /** Why what stands there cannot be used. */
  fault?: string;
  children: (control: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
}

/** A control with its name above it, and below it what it does and what is wrong with it. */
export function Field({ label, note, term, fault, children }: FieldProps) {
  const id = useId();
  const described = [note ? `${id}-note` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="text-ink-soft">
          {label}
        </label>
        {term && <Term about={label}>{term}</Term>}
      </div>
      {children({ id, "aria-invalid": fault ? true : undefined, "aria-describedby": described || undefined })}
      {note && (
        <p id={`${id}-note`} className="text-[13px] text-ink-faint leading-[18px]">
          {note}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="text-[13px] text-danger leading-[18px]">
          {fault}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Omit<FieldProps, "children"> & {
  value: string;
  /** Whether a number is typed, by a keyboard of digits where there is one. */
  numeric?: boolean;
  placeholder?: string;
  maxLength?: number;
  onChange: (value: string) => void;
};

export function TextField({ value, numeric, placeholder, maxLength, onChange, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          value={value}
          inputMode={numeric ? "decimal" : undefined}
          placeholder={placeholder}
          maxLength={maxLength}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          className={inputClass(numeric ? "figures" : undefined)}
        />
      )}
    </Field>
  );
}
