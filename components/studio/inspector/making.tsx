"use client";

import { RefreshCw, ScanSearch } from "lucide-react";
import { Button } from "../../ui/button";
import { NumberSlider } from "../../ui/number-slider";
import { Refusal } from "../../ui/refusal";
import { Section } from "../../ui/section";
import { Select } from "../../ui/select";
import { Tooltip } from "../../ui/tooltip";
import { usableModel } from "../state/settings";
import { useActions, useStudio } from "../state/studio-context";
import type { Work } from "../state/work";

/** With what, and how carefully, seeds are found and images grown. */
export function Making({ work }: { work: Work | null }) {
  const actions = useActions();
  const settings = useStudio((state) => state.settings);
  const models = useStudio((state) => state.models);
  const refusals = useStudio((state) => state.refusals);
  const model = usableModel(models, settings.modelId);
  const { steps, corrections } = settings;
  const isUpload = work?.picture.origin === "upload";
  const seed = work?.seed;
  const seedModel = models.find((candidate) => candidate.id === seed?.modelId);
  const evaluations = steps * (1 + corrections);

  return (
    <Section title="Model and method">
      <Select
        label="Model"
        value={model?.id ?? ""}
        choices={models.map((candidate) => ({
          value: candidate.id,
          name: candidate.available ? candidate.title : `${candidate.title} (not connected)`,
          disabled: !candidate.available,
        }))}
        empty="Waiting for a worker"
        onChange={(modelId) => actions.choose({ modelId })}
      />
      {model && <p className="text-[13px] text-ink-faint leading-[18px]">{model.summary}</p>}
      <NumberSlider
        label="Steps"
        hint="T: how many steps the generator takes from seed to image. The published setting is 10."
        value={steps}
        lowest={1}
        highest={100}
        onChange={(next) => actions.choose({ steps: next })}
      />
      <NumberSlider
        label="Corrections a step"
        hint={`K: how often every step backwards is corrected (fixed-point inversion, best residual kept). More come closer and take longer: T × (1 + K) = ${evaluations} network evaluations.`}
        value={corrections}
        lowest={0}
        highest={20}
        onChange={(next) => actions.choose({ corrections: next })}
      />
      <div className="flex flex-col gap-2">
        {isUpload && (
          <Tooltip
            text={`Inversion with ${corrections} corrections a step, ${evaluations} network evaluations (E)`}
            side="left"
          >
            <Button tone="primary" disabled={!model?.available} onClick={() => actions.embed(work.picture.id)}>
              <ScanSearch size={17} />
              Find its seed
            </Button>
          </Tooltip>
        )}
        {seed?.statistics && (
          <Tooltip
            text={`Grow the image from this seed again in ${steps} steps, with ${seedModel?.title ?? seed.modelId}`}
            side="left"
          >
            <Button
              disabled={seedModel?.available === false}
              onClick={() => actions.generate(seed.pictureId, seed.id, seed.modelId)}
            >
              <RefreshCw size={16} />
              Generate again
            </Button>
          </Tooltip>
        )}
        <Refusal>{refusals.get("embed") ?? refusals.get("generate")}</Refusal>
      </div>
    </Section>
  );
}
