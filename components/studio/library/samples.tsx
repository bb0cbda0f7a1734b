"use client";

import { useEffect, useState } from "react";
import { Picture } from "../../ui/picture";
import { Refusal } from "../../ui/refusal";
import { useActions, useStudio, useStudioStore } from "../state/studio-context";

interface Sample {
  readonly name: string;
  readonly file: string;
  readonly model: string;
}

let loading: Promise<readonly Sample[]> | null = null;

function loadSamples(): Promise<readonly Sample[]> {
  loading ??= fetch("/samples/samples.json").then((answer) => {
    if (!answer.ok) throw new Error(`samples.json: ${answer.status}`);
    return answer.json();
  });
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/** Pictures that come with Seedbed, each for the model that knows its kind. */
export function Samples({ large = false }: { large?: boolean }) {
  const actions = useActions();
  const store = useStudioStore();
  const models = useStudio((state) => state.models);
  const refusal = useStudio((state) => state.refusals.get("samples"));
  const [samples, setSamples] = useState<readonly Sample[]>([]);

  useEffect(() => {
    let wanted = true;
    loadSamples().then(
      (loaded) => wanted && setSamples(loaded),
      // Without samples the session still takes everybody's own pictures.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);

  const upload = async (sample: Sample) => {
    try {
      const answer = await fetch(`/samples/${sample.file}`);
      if (!answer.ok) throw new Error(`${sample.file}: ${answer.status}`);
      const blob = await answer.blob();
      store.refuse("samples", null);
      actions.upload([new File([blob], sample.name, { type: blob.type })], sample.model);
    } catch {
      store.refuse("samples", "The sample could not be fetched. Try again in a moment.");
    }
  };

  const usable = samples.filter((sample) => models.length === 0 || models.some((model) => model.id === sample.model));
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label="Samples" className={large ? "flex flex-wrap justify-center gap-2" : "grid grid-cols-6 gap-1.5"}>
        {usable.map((sample) => (
          <li key={sample.file}>
            <button
              type="button"
              aria-label={`Try ${sample.name}`}
              title={sample.name}
              onClick={() => upload(sample)}
              className={`block aspect-square overflow-hidden rounded-md ring-1 ring-line transition-transform duration-100 hover:scale-105 ${large ? "w-14" : "w-full"}`}
            >
              <Picture src={`/samples/${sample.file}`} alt="" className="honest-pixels size-full" />
            </button>
          </li>
        ))}
      </ul>
      <Refusal>{refusal}</Refusal>
    </div>
  );
}
