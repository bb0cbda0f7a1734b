"use client";

import { Images } from "lucide-react";
import type { Training } from "@/protocol/training";
import { useStudio } from "../studio/state/studio-context";
import { Picture } from "../ui/picture";
import { filesOf } from "./addresses";

/** An embedder's samples are of so many pictures, unless fewer are held out. */
const shownPictures = 8;
const explanations = {
  denoiser: "Grown from sixteen seeds, the same ones every time",
  embedder: "Held-out pictures; below them their seeds, and what grows from these",
};

/** What the model makes so far; its place stands from the start. */
export function Samples({ training }: { training: Training }) {
  const sessionId = useStudio((state) => state.sessionId);
  const { kind } = training.lesson;
  const { samplesVersion: version, title, facts } = training;
  const columns = Math.min(shownPictures, facts?.heldOut ?? shownPictures);
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <div
        className="relative grid w-full place-items-center overflow-hidden rounded-control bg-sunken"
        style={kind === "denoiser" ? { aspectRatio: 1 } : { aspectRatio: columns / 3, maxWidth: columns * 72 }}
      >
        {version > 0 ? (
          <Picture
            src={filesOf(sessionId, training.id).samples(version)}
            alt={`Samples of ${title}, number ${version}`}
            className="honest-pixels absolute inset-0 size-full object-contain"
          />
        ) : (
          <span className="flex flex-col items-center gap-2 p-3 text-center text-[13px] text-ink-faint">
            <Images size={20} aria-hidden="true" />
            No samples yet
          </span>
        )}
      </div>
      <figcaption className="text-[12px] text-ink-faint leading-4">{explanations[kind]}</figcaption>
    </figure>
  );
}
