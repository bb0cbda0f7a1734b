import { classes } from "./classes";

/** A field to type in, red at its edge where what stands in it cannot be used. */
export function inputClass(className?: string): string {
  return classes(
    "h-9 w-full min-w-0 scroll-my-12 rounded-control border border-line-strong bg-surface px-3 text-ink",
    "placeholder:text-ink-faint aria-invalid:border-danger disabled:text-ink-faint",
    className,
  );
}
