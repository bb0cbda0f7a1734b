"use client";

import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type Extent, heldIn, type Lens, restingLens, zoomAt } from "./lens";

interface Point {
  x: number;
  y: number;
}

export interface LensControl {
  readonly lens: Lens;
  readonly zoomBy: (factor: number) => void;
  readonly reset: () => void;
  readonly handlers: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
    onDoubleClick: () => void;
  };
}

/** Zoom with the wheel or two fingers, pan by dragging once there is something beyond the edges. */
export function useLens(element: RefObject<HTMLElement | null>, frame: Extent, picture: Extent): LensControl {
  const [lens, setLens] = useState(restingLens);
  const pointers = useRef(new Map<number, Point>());

  const adjust = useCallback(
    (change: (lens: Lens) => Lens) => setLens((before) => heldIn(frame, picture, change(before))),
    [frame, picture],
  );

  const fromCentre = useCallback(
    (event: { clientX: number; clientY: number }): Point => {
      const bounds = element.current?.getBoundingClientRect();
      if (!bounds) return { x: 0, y: 0 };
      const across = event.clientX - bounds.left;
      // Side by side, both panes show the same: a point in the right one means the same point in the left one.
      const inPane = across > frame.width ? across - (bounds.width - frame.width) : across;
      return {
        x: inPane - frame.width / 2,
        y: event.clientY - bounds.top - frame.height / 2,
      };
    },
    [element, frame],
  );

  useEffect(() => {
    const surface = element.current;
    if (!surface) return;
    // React listens passively for the wheel, and the page must not scroll while the picture zooms.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      adjust((before) => zoomAt(before, Math.exp(-event.deltaY * 0.0016), fromCentre(event)));
    };
    surface.addEventListener("wheel", onWheel, { passive: false });
    return () => surface.removeEventListener("wheel", onWheel);
  }, [element, adjust, fromCentre]);

  const lift = (event: PointerEvent<HTMLElement>) => pointers.current.delete(event.pointerId);

  return {
    lens,
    zoomBy: (factor) => adjust((before) => zoomAt(before, factor, { x: 0, y: 0 })),
    reset: () => setLens(restingLens),
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        pointers.current.set(event.pointerId, fromCentre(event));
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove(event) {
        const before = pointers.current.get(event.pointerId);
        if (!before) return;
        const now = fromCentre(event);
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
        pointers.current.set(event.pointerId, now);
        if (other) {
          const centre = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
          adjust((held) => zoomAt(held, distance(now, other) / Math.max(1, distance(before, other)), centre));
        } else {
          adjust((held) => ({ ...held, x: held.x + now.x - before.x, y: held.y + now.y - before.y }));
        }
      },
      onPointerUp: lift,
      onPointerCancel: lift,
      onDoubleClick: () => setLens(restingLens),
    },
  };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
