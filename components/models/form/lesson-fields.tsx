"use client";

import { denoisersOf } from "../../studio/state/models";
import { useStudio } from "../../studio/state/studio-context";
import { Choice } from "../../ui/choice";
import { Select } from "../../ui/select";
import { networks } from "../words";
import type { FormPart } from "./form-parts";

const kinds = [
  { value: "denoiser", name: "Makes pictures" },
  { value: "embedder", name: "Finds seeds" },
] as const;

const explanations = {
  denoiser: "A denoiser: it learns to grow pictures like these from seeds.",
  embedder: "An embedder: it learns to find the seeds of pictures in one pass, for a model that there is.",
};

const sizes = [
  { value: "16", name: "16 × 16 pixels, to try things out" },
  { value: "32", name: "32 × 32 pixels, quick" },
  { value: "64", name: "64 × 64 pixels, four times the work" },
  { value: "128", name: "128 × 128 pixels, for strong machines" },
];

/** What is to be learnt. */
export function LessonFields(part: FormPart) {
  const { draft, change } = part;
  return (
    <Choice
      legend="What it does"
      value={draft.kind}
      choices={kinds}
      note={explanations[draft.kind]}
      onChoose={(kind) => change({ kind })}
    >
      {draft.kind === "denoiser" ? <DenoiserFields {...part} /> : <EmbedderFields {...part} />}
    </Choice>
  );
}

function DenoiserFields({ draft, faults, change }: FormPart) {
  const models = useStudio((state) => state.models);
  const beginning = models.find(({ id }) => id === draft.startId);
  const own = { value: draft.size, name: `${draft.size} × ${draft.size} pixels` };
  const isListed = sizes.some(({ value }) => value === draft.size);
  return (
    <Select
      label="Size"
      value={draft.size}
      choices={beginning ? [own] : isListed ? sizes : [...sizes, own]}
      empty=""
      fault={faults.size}
      note={
        beginning
          ? `That of ${beginning.title}, which it begins with.`
          : "Photographs are cut to their middle square and scaled to this."
      }
      onChange={(size) => change({ size })}
    />
  );
}

function EmbedderFields({ draft, faults, change }: FormPart) {
  const models = useStudio((state) => state.models);
  const generators = denoisersOf(models);
  return (
    <>
      <Select
        label="For the model"
        value={draft.generatorId}
        choices={
          generators.length > 0
            ? [{ value: "", name: "Choose…" }, ...generators.map(({ id, title }) => ({ value: id, name: title }))]
            : []
        }
        empty="No model yet"
        fault={faults.generator}
        note="The model whose seeds are found; it is not changed."
        term="The generator: it is frozen, and the embedder learns through its ten steps."
        onChange={(generatorId) => change({ generatorId })}
      />
      <Select
        label="Network"
        value={draft.network}
        choices={networks}
        empty=""
        note="Larger ones come closer and take longer to learn."
        term="The five embedding networks of the paper's Table 1."
        onChange={(network) => change({ network })}
      />
    </>
  );
}
