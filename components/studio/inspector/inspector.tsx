"use client";

import { Section } from "../../ui/section";
import { SeedNumbers } from "../seed-look/seed-numbers";
import { useWork } from "../state/studio-context";
import { CropSection } from "./crop-section";
import { Downloads } from "./downloads";
import { History } from "./history";
import { Making } from "./making";
import { RealismSlider } from "./realism";
import { Reconstruction } from "./reconstruction";
import { Remarks } from "./remarks";

export function Inspector() {
  const work = useWork();
  return (
    <>
      <Making />
      {work && (
        <>
          <Remarks picture={work.picture} />
          <Reconstruction work={work} />
          <RealismSlider key={work.seed?.id} work={work} />
          {work.seed && (
            <Section
              title="Seed"
              aside={
                work.seed.number !== null && (
                  <span className="figures text-[13px] text-ink-soft">No. {work.seed.number}</span>
                )
              }
            >
              <SeedNumbers seed={work.seed} />
            </Section>
          )}
          {work.picture.origin === "upload" && <CropSection key={work.picture.id} work={work} />}
          <History work={work} />
          <Downloads work={work} />
        </>
      )}
    </>
  );
}
