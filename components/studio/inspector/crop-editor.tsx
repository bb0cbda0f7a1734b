"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Crop, Picture } from "@/protocol/entities";
import { Picture as PictureFile } from "../../ui/picture";
import { addressesIn } from "../pixels/addresses";
import { useStudio } from "../state/studio-context";
import { moved, scaled, stretched } from "./crop-square";

interface CropEditorProps {
  picture: Picture;
  crop: Crop;
  onChange: (crop: Crop) => void;
}

/** The square on the whole picture: dragged, stretched at its corner, or moved and scaled by keys. */
export function CropEditor({ picture, crop, onChange }: CropEditorProps) {
  const sessionId = useStudio((state) => state.sessionId);
  const frame = useRef<HTMLDivElement>(null);
  const grip = useRef<{ kind: "move" | "stretch"; x: number; y: number; crop: Crop } | null>(null);

  const grab = (kind: "move" | "stretch") => (event: PointerEvent) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { kind, x: event.clientX, y: event.clientY, crop };
  };
  const drag = (event: PointerEvent) => {
    const held = grip.current;
    const width = frame.current?.clientWidth;
    if (!held || !width) return;
    const scale = picture.width / width;
    const right = (event.clientX - held.x) * scale;
    const down = (event.clientY - held.y) * scale;
    if (held.kind === "move") onChange(moved(picture, held.crop, right, down));
    else onChange(stretched(picture, held.crop, held.crop.size + Math.max(right, down)));
  };
  const letGo = () => {
    grip.current = null;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = Math.max(1, Math.round((Math.min(picture.width, picture.height) / 100) * (event.shiftKey ? 10 : 1)));
    const change = keyedChange(event.key, picture, crop, step);
    if (!change) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(change);
  };

  const percent = (value: number, whole: number) => `${(value / whole) * 100}%`;
  const square = {
    left: percent(crop.left, picture.width),
    top: percent(crop.top, picture.height),
    width: percent(crop.size, picture.width),
    height: percent(crop.size, picture.height),
  };
  return (
    <div
      ref={frame}
      className="relative mx-auto w-full touch-none select-none overflow-hidden rounded-md bg-sunken"
      style={{
        aspectRatio: `${picture.width} / ${picture.height}`,
        maxWidth: `min(100%, calc(13rem * ${Math.max(0.2, picture.width / picture.height)}))`,
      }}
    >
      <PictureFile
        src={addressesIn(sessionId).display(picture.id)}
        alt=""
        className={`size-full ${Math.max(picture.width, picture.height) <= 64 ? "honest-pixels" : ""}`}
      />
      <div
        role="slider"
        tabIndex={0}
        aria-label="Crop"
        aria-valuemin={1}
        aria-valuemax={Math.min(picture.width, picture.height)}
        aria-valuenow={crop.size}
        aria-valuetext={`${crop.size} pixels a side, ${crop.left} from the left, ${crop.top} from the top. Arrow keys move, plus and minus scale.`}
        onKeyDown={onKeyDown}
        onPointerDown={grab("move")}
        onPointerMove={drag}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        className="absolute cursor-move shadow-[0_0_0_9999px_#0009] outline-2 outline-white outline-offset-[-2px] focus-visible:outline-leaf"
        style={square}
      >
        <div
          onPointerDown={grab("stretch")}
          className="absolute right-0 bottom-0 grid size-7 cursor-nwse-resize place-items-center before:size-3 before:rounded-full before:bg-white before:shadow-[0_0_0_1px_#0006]"
        />
      </div>
    </div>
  );
}

function keyedChange(key: string, picture: Picture, crop: Crop, step: number): Crop | null {
  switch (key) {
    case "ArrowLeft":
      return moved(picture, crop, -step, 0);
    case "ArrowRight":
      return moved(picture, crop, step, 0);
    case "ArrowUp":
      return moved(picture, crop, 0, -step);
    case "ArrowDown":
      return moved(picture, crop, 0, step);
    case "+":
    case "=":
      return scaled(picture, crop, 2 * step);
    case "-":
      return scaled(picture, crop, -2 * step);
    default:
      return null;
  }
}
