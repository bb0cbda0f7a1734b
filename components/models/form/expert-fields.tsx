"use client";

import { useStudio } from "../../studio/state/studio-context";
import { TextField } from "../../ui/field";
import { Select } from "../../ui/select";
import { networkInWords, schedules } from "../words";
import { networkLike } from "./draft";
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

function DenoiserNetwork(part: FormPart) {
  const { draft, change } = part;
  const beginnings = useStudio((state) => state.models).filter(({ network }) => network !== null);
  const beginning = beginnings.find(({ id }) => id === draft.startId);
  const begin = (startId: string) => {
    const chosen = beginnings.find(({ id }) => id === startId);
    change({ startId, ...(chosen?.network && networkLike({ size: chosen.size, ...chosen.network })) });
  };
  return (
    <>
      <Select
        label="Begin with"
        value={draft.startId}
        choices={[
          { value: "", name: "Nothing learnt" },
          ...beginnings.map(({ id, title }) => ({ value: id, name: title })),
        ]}
        empty=""
        note={
          beginning?.network
            ? `Its size and network stay: ${networkInWords(beginning.network)}.`
            : "A model to learn on from, with its size and its network."
        }
        onChange={begin}
      />
      {!beginning && <NewNetwork {...part} />}
    </>
  );
}

function NewNetwork({ draft, faults, change }: FormPart) {
  return (
    <>
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
