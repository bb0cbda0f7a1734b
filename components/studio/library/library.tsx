"use client";

import { ImagePlus } from "lucide-react";
import { Button } from "../../ui/button";
import { Refusal } from "../../ui/refusal";
import { Section } from "../../ui/section";
import { useStudio } from "../state/studio-context";
import { NewSeed } from "./new-seed";
import { PictureList } from "./picture-list";
import { Samples } from "./samples";
import { SeedList } from "./seed-list";
import { usePicker } from "./use-picker";

export function Library() {
  const snapshot = useStudio((state) => state.snapshot);
  const refusals = useStudio((state) => state.refusals);
  const { pick, input } = usePicker();
  const isEmpty = !snapshot?.pictures.some((picture) => !picture.removed);
  return (
    <>
      {input}
      <Section
        title="Pictures"
        aside={
          <Button size="small" onClick={pick}>
            <ImagePlus size={15} />
            Add
          </Button>
        }
      >
        <PictureList />
        <Refusal>{refusals.get("picture")}</Refusal>
      </Section>
      <Section title="Seeds" aside={<NewSeed />}>
        <SeedList />
        <Refusal>{refusals.get("new-seed")}</Refusal>
      </Section>
      {!isEmpty && (
        <Section title="Samples to try">
          <Samples />
        </Section>
      )}
    </>
  );
}
