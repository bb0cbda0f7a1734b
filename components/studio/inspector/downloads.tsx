"use client";

import { Download } from "lucide-react";
import { buttonClass } from "../../ui/button-class";
import { Section } from "../../ui/section";
import { addressesIn } from "../pixels/addresses";
import { useStudio } from "../state/studio-context";
import type { Work } from "../state/work";

/** Takes home what was made: the seed as numbers, the image, and the way to it. */
export function Downloads({ work }: { work: Work }) {
  const sessionId = useStudio((state) => state.sessionId);
  const addresses = addressesIn(sessionId);
  const { seed } = work;
  const generated = work.generate?.revision;
  if (!seed?.statistics && !generated) return null;
  const name = work.picture.name.replace(/\.\w{2,4}$/, "");
  const link = (label: string, hint: string, address: string, file: string) => (
    <a href={address} download={file} title={hint} className={buttonClass({ size: "small" })}>
      <Download size={14} aria-hidden="true" />
      {label}
    </a>
  );
  return (
    <Section title="Download">
      <div className="flex flex-wrap gap-2">
        {seed?.statistics &&
          link(
            "Seed .npy",
            "float32, channels × height × width, as NumPy reads it",
            addresses.seedTensor(seed.id),
            `${name}-seed.npy`,
          )}
        {generated && link("Image PNG", "At the model's own size", addresses.image(generated.id), `${name}-grown.png`)}
        {generated &&
          link("Steps WebP", "All steps as an animation", addresses.animation(generated.id), `${name}-steps.webp`)}
      </div>
    </Section>
  );
}
