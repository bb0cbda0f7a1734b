"use client";

import { useMemo } from "react";
import type { Training } from "@/protocol/training";
import { useStudio } from "../studio/state/studio-context";
import { ModelCard } from "./model-card";
import { shelfOf } from "./shelf";
import { TrainingCard } from "./training-card";

/** What is being learnt, then what can be used. */
export function ModelsAndTrainings({ onRepeat }: { onRepeat: (training: Training) => void }) {
  const snapshot = useStudio((state) => state.snapshot);
  const models = useStudio((state) => state.models);
  const shelf = useMemo(() => (snapshot ? shelfOf(snapshot, models) : null), [snapshot, models]);
  if (!shelf) return null;
  const isFirst = snapshot?.trainings.length === 0;
  const card = (training: Training) => (
    <li key={training.id} id={`training-${training.id}`} className="scroll-my-4">
      <TrainingCard training={training} onRepeat={onRepeat} />
    </li>
  );
  return (
    <>
      <section aria-labelledby="trainings" className="flex flex-col gap-3">
        <h3 id="trainings" className="font-semibold">
          In training
        </h3>
        {shelf.trainings.length > 0 ? (
          <ul className="flex flex-col gap-4">{shelf.trainings.map(card)}</ul>
        ) : (
          <p className="rounded-control border border-line border-dashed p-4 text-ink-soft">
            Nothing is being trained.
            {isFirst &&
              " Give the form a zip of pictures of one kind, a few hundred or more, and watch here how a model learns to make pictures like them."}
          </p>
        )}
        {shelf.cancelled.length > 0 && (
          <details>
            <summary className="figures w-fit rounded-md py-1 text-[13px] text-ink-soft hover:text-ink">
              Cancelled ({shelf.cancelled.length})
            </summary>
            <ul className="flex flex-col gap-4 pt-2">{shelf.cancelled.map(card)}</ul>
          </details>
        )}
      </section>
      <section aria-labelledby="models" className="flex flex-col gap-3">
        <h3 id="models" className="font-semibold">
          To use
        </h3>
        {shelf.models.length > 0 ? (
          <ul className="flex flex-col gap-4">
            {shelf.models.map(({ model, training }) => (
              <li key={model.id}>
                <ModelCard model={model} training={training} onRepeat={onRepeat} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="rounded-control border border-line border-dashed p-4 text-ink-soft">
            No worker is connected yet. The models that come with Seedbed stand here as soon as one is.
          </p>
        )}
      </section>
    </>
  );
}
