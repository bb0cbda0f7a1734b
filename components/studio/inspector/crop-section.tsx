"use client";

import { Button } from "../../ui/button";
import { Section } from "../../ui/section";
import { middleCrop } from "../pixels/raster";
import { useActions, useStudio } from "../state/studio-context";
import type { Work } from "../state/work";
import { CropEditor } from "./crop-editor";
import { sameCrop } from "./crop-square";

/** Which square of the picture the model is given. */
export function CropSection({ work }: { work: Work }) {
  const actions = useActions();
  const { picture } = work;
  const draft = useStudio((state) => state.crops.get(picture.id));
  const used = work.embed?.revision?.kind === "embed" ? work.embed.revision.crop : null;
  const proposed = picture.crop ?? middleCrop(picture);
  const crop = draft ?? used ?? proposed;
  const isChanged = draft !== undefined && !sameCrop(draft, used ?? proposed);
  return (
    <Section
      title="Crop"
      aside={
        isChanged && (
          <Button size="small" tone="quiet" onClick={() => actions.setCrop(picture.id, used ?? proposed)}>
            Undo
          </Button>
        )
      }
    >
      <CropEditor picture={picture} crop={crop} onChange={(next) => actions.setCrop(picture.id, next)} />
      <p className="figures text-[13px] text-ink-faint leading-[18px]">
        {crop.size} × {crop.size} px of {picture.width} × {picture.height}.{" "}
        {isChanged ? "Find its seed again to use it." : "Drag, or use the arrow keys, + and −."}
      </p>
    </Section>
  );
}
