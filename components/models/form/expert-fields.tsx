"use client";

import type { Training } from "@/protocol/training";
import { denoisersOf } from "../../studio/state/models";
import { useStudio } from "../../studio/state/studio-context";
import { TextField } from "../../ui/field";
import { Select } from "../../ui/select";
import { schedules } from "../words";
import { type Draft, networkLike } from "./draft";
import type { FormPart } from "./form-parts";
import { useSettings } from "./settings-fields";

/** What has a default that works. */
export function ExpertFields(part: FormPart) {
  const { settings, set } = useSettings(part);
  const { faults } = part;
  return (
    <>
      {part.draft.kind === "denoiser" ? <DenoiserNetwork {...part} /> : <Pairs {...part} />}
      <TextField
        label="Batch"
        numeric
        value={settings.batch}
        fault={faults.batch}
        note="Pictures a step; more are steadier and take more memory."
        onChange={(batch) => set({ batch })}
      />
      <TextField
        label="Learning rate"
        numeric
        value={settings.learningRate}
        fault={faults.learningRate}
        note="How far a step goes; lower it where the curve jumps."
        term="Of AdamW. Over the last fifth of the steps it falls to 0."
        onChange={(learningRate) => set({ learningRate })}
      />
    </>
  );
}

function DenoiserNetwork({ draft, faults, change }: FormPart) {
  const models = useStudio((state) => state.models);
  const trainings = useStudio((state) => state.snapshot?.trainings) ?? [];
  const begin = (startId: string) => change({ startId, ...networkOf(startId, trainings) });
  return (
    <>
      <Select
        label="Begin with"
        value={draft.startId}
        choices={[
          { value: "", name: "Nothing learnt" },
          ...denoisersOf(models).map(({ id, title }) => ({ value: id, name: title })),
        ]}
        empty=""
        note="A model of the same size, widths, depth and schedule, to learn on from."
        onChange={begin}
      />
      <TextField
        label="Widths"
        value={draft.widths}
        fault={faults.widths}
        note="Channels at each level of the network; every level halves the picture."
        term="Of the U-Net's levels, from the full size to its middle. The published network has 32, 64, 96, 128."
        onChange={(widths) => change({ widths })}
      />
      <TextField
        label="Depth"
        numeric
        value={draft.blockDepth}
        fault={faults.blockDepth}
        note="Blocks at each level; the published network has 2."
        onChange={(blockDepth) => change({ blockDepth })}
      />
      <Select
        label="Schedule"
        value={draft.schedule}
        choices={schedules}
        empty=""
        note="How noise and picture are mixed on the way; the first is the published one."
        term="Signal and noise rates over diffusion time; continuous cosine goes from a signal rate of 0.95 to 0.02."
        onChange={(schedule) => change({ schedule })}
      />
    </>
  );
}

/** Of a model that was trained here the network is known, and filled in. */
function networkOf(startId: string, trainings: readonly Training[]): Partial<Draft> {
  const lesson = trainings.find(({ modelId }) => modelId === startId)?.lesson;
  return lesson?.kind === "denoiser" ? networkLike(lesson) : {};
}

function Pairs({ draft, faults, change }: FormPart) {
  return (
    <TextField
      label="Steps with pairs"
      numeric
      value={draft.pairSteps}
      fault={faults.pairSteps}
      note="So many steps at the beginning learn the known seeds of generated images."
      term="Supervised pairs of seed and generated image; then the loss is that of the reconstruction's pixels."
      onChange={(pairSteps) => change({ pairSteps })}
    />
  );
}
