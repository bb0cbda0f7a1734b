import { classes } from "./classes";

const looks = {
  good: "bg-leaf",
  fair: "bg-amber-dot",
  bad: "bg-danger",
  idle: "bg-line-strong",
  busy: "bg-leaf animate-breathe",
};

/** Always beside words that say the same. */
export function StatusDot({ look, className }: { look: keyof typeof looks; className?: string }) {
  return (
    <span aria-hidden="true" className={classes("inline-block size-2 shrink-0 rounded-full", looks[look], className)} />
  );
}
