import { classes } from "./classes";

export interface ButtonLook {
  tone?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "medium" | "large";
  /** Square, for a symbol alone. */
  square?: boolean;
}

const tones = {
  primary: "bg-leaf text-leaf-ink hover:bg-leaf-strong disabled:bg-line disabled:text-ink-faint",
  plain: "border border-line bg-surface text-ink hover:bg-hovered disabled:text-ink-faint",
  quiet: "text-ink-soft hover:bg-hovered hover:text-ink disabled:text-ink-faint",
  danger: "text-danger hover:bg-danger-soft",
};

const heights = { small: "h-7 text-[13px]", medium: "h-9", large: "h-12 text-base" };
const paddings = { small: "px-2", medium: "px-3", large: "px-6" };
const squares = { small: "w-7", medium: "w-9", large: "w-12" };

export function buttonClass({ tone = "plain", size = "medium", square = false }: ButtonLook = {}): string {
  return classes(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 disabled:hover:bg-transparent",
    tones[tone],
    heights[size],
    square ? squares[size] : paddings[size],
  );
}
