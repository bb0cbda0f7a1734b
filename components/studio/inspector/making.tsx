"use client";

import { NumberSlider } from "../../ui/number-slider";
import { Section } from "../../ui/section";
import { Select } from "../../ui/select";
import { denoisersOf } from "../state/models";
import { usableModel } from "../state/settings";
import { useActions } from "../state/studio-context";
import { MakingButtons } from "./making-buttons";
import { MethodChoice } from "./method/method-choice";
import { MethodControls } from "./method/method-controls";
import { useSituation } from "./method/use-situation";
import { methodInUse } from "./method/way";

/** With what, and how carefully, seeds are found and images grown. */
export function Making() {
  const actions = useActions();
  const situation = useSituation();
  const { settings, models } = situation;
  const model = usableModel(models, settings.modelId);
  const inUse = methodInUse(situation);
  return (
    <Section title="Model and method">
      <Select
        label="Model"
        value={model?.id ?? ""}
        choices={denoisersOf(models).map((candidate) => ({
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
        value={settings.steps}
        bounds={[1, 100]}
        onChange={(next) => actions.choose({ steps: next })}
      />
      <MethodChoice situation={situation} inUse={inUse} />
      <MethodControls inUse={inUse} />
      <MakingButtons situation={situation} inUse={inUse} />
    </Section>
  );
}
