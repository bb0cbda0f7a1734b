import { classes } from "./classes";

interface ProgressProps {
  label: string;
  /** 0..1, or null while nothing is known. */
  value: number | null;
  className?: string;
}

export function Progress({ label, value, className }: ProgressProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      className={classes("h-1 overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className={classes(
          "h-full rounded-full bg-leaf transition-[width] duration-100",
          value === null && "animate-breathe",
        )}
        style={{ width: value === null ? "100%" : `${Math.max(2, value * 100)}%` }}
      />
    </div>
  );
}
