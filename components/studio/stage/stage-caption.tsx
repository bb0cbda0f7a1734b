import type { Work } from "../state/work";

interface StageCaptionProps {
  work: Work;
  left: string | null;
  right: string | null;
  /** Pixels a side of what the model makes; null where the uploaded picture itself is shown. */
  size: number | null;
}

/** What is on the stage, and its true size. */
export function StageCaption({ work, left, right, size }: StageCaptionProps) {
  const { picture } = work;
  const [width, height] = size ? [size, size] : [picture.width, picture.height];
  return (
    <div className="pointer-events-none absolute bottom-3 left-3 z-10 flex max-w-[calc(100%-13rem)] flex-wrap items-center gap-x-2 rounded-control bg-surface/90 px-2.5 py-1.5 text-[13px] leading-[18px] ring-1 ring-line">
      <span className="truncate font-medium">{picture.name}</span>
      {right && (
        <span className="text-ink-soft">
          {left && `${left} ║ `}
          {right}
        </span>
      )}
      <span className="figures text-ink-faint">
        {width} × {height} px
      </span>
    </div>
  );
}
