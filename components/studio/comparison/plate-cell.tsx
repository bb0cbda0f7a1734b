"use client";

import { useEffect, useRef } from "react";
import { Picture } from "../../ui/picture";
import { useBitmap } from "../pixels/use-bitmap";
import { differenceCanvas } from "./difference";
import { type PlateName, type Plates, plateNames } from "./plates";

const look = "honest-pixels block aspect-square w-full rounded-md bg-sunken";

/** One picture of the comparison; its place stands where it has not come yet. */
export function PlateCell({ name, plates, of }: { name: PlateName; plates: Plates; of: string }) {
  const label = `${plateNames[name]}: ${of}`;
  if (name === "difference") return <Difference plates={plates} label={label} />;
  const address = plates[name];
  return address ? <Picture src={address} alt={label} className={look} /> : <div className={look} />;
}

function Difference({ plates, label }: { plates: Plates; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const original = useBitmap(plates.original);
  const image = useBitmap(plates.reconstruction);
  useEffect(() => {
    if (!canvas.current || !original || !image) return;
    const difference = differenceCanvas(original, image);
    canvas.current.width = difference.width;
    canvas.current.height = difference.height;
    canvas.current.getContext("2d")?.drawImage(difference, 0, 0);
  }, [original, image]);
  return <canvas ref={canvas} role="img" aria-label={label} className={look} />;
}
