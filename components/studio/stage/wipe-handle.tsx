"use client";

import { ChevronsLeftRight } from "lucide-react";
import type { KeyboardEvent, PointerEvent } from "react";

interface WipeHandleProps {
  /** 0..1 of the visible part of the picture. */
  position: number;
  /** CSS pixels from the frame's left edge. */
  left: number;
  onMove: (position: number) => void;
  /** From a pointer's place on the screen to a position. */
  positionAt: (clientX: number) => number;
}

/** The line between original and reconstruction. */
export function WipeHandle({ position, left, onMove, positionAt }: WipeHandleProps) {
  const percent = Math.round(position * 100);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.02;
    const moves: Record<string, number> = { ArrowLeft: position - step, ArrowRight: position + step, Home: 0, End: 1 };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(Math.min(1, Math.max(0, next)));
  };

  const follow = (event: PointerEvent) => {
    event.stopPropagation();
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(positionAt(event.clientX));
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Wipe between original and reconstruction"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent} % original`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={follow}
      onDoubleClick={(event) => event.stopPropagation()}
      className="-translate-x-1/2 group absolute inset-y-0 z-10 flex w-10 cursor-ew-resize touch-none items-center justify-center outline-none"
      style={{ left }}
    >
      <span className="absolute inset-y-0 w-0.5 bg-white shadow-[0_0_0_1px_#0006]" />
      <span className="relative grid size-8 place-items-center rounded-full bg-white text-neutral-700 shadow-[0_0_0_1px_#0003,0_2px_6px_#0005] outline-2 outline-transparent outline-offset-2 group-focus-visible:outline-leaf">
        <ChevronsLeftRight size={18} />
      </span>
    </div>
  );
}
