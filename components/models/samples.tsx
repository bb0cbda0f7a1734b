"use client";

import { Images } from "lucide-react";
import type { Training } from "@/protocol/training";
import { useStudio } from "../studio/state/studio-context";
import { classes } from "../ui/classes";
import { Picture } from "../ui/picture";
import { filesOf } from "./addresses";

/** Images of sixteen seeds, always the same, are a square of four; an embedder's are three rows of at most sixteen. */
const shapes = { denoiser: "aspect-square", embedder: "aspect-16/3" };
const explanations = {
  denoiser: "Grown from sixteen seeds, the same ones every time",
  embedder: "Held-out pictures, their seeds, and what grows from these",
};

/** What the model makes so far; its place stands from the start. */
export function Samples({ training }: { training: Training }) {
  const sessionId = useStudio((state) => state.sessionId);
  const { kind } = training.lesson;
  const { samplesVersion: version, title } = training;
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <div
        className={classes("grid w-full place-items-center overflow-hidden rounded-control bg-sunken", shapes[kind])}
      >
        {version > 0 ? (
          <Picture
            src={filesOf(sessionId, training.id).samples(version)}
            alt={`Samples of ${title}, number ${version}`}
            className="honest-pixels size-full object-contain"
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
