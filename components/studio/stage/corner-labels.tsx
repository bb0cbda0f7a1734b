import type { Box, Extent } from "./lens";
import { visiblePart } from "./lens";

interface CornerLabelsProps {
  frame: Extent;
  box: Box;
  left: string | null;
  right: string | null;
}

/** Which side is which, written in the picture's upper corners. */
export function CornerLabels({ frame, box, left, right }: CornerLabelsProps) {
  const visible = visiblePart(frame, box);
  const top = Math.max(0, box.top) + 8;
  const look = "pointer-events-none absolute z-10 rounded-md bg-black/60 px-1.5 text-[12px] text-white leading-5";
  return (
    <div aria-hidden="true">
      {left && (
        <span className={look} style={{ top, left: visible.left + 8 }}>
          {left}
        </span>
      )}
      {right && (
        <span className={look} style={{ top, right: frame.width - visible.right + 8 }}>
          {right}
        </span>
      )}
    </div>
  );
}
