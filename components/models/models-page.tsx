"use client";

import { GraduationCap } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { TrainingId } from "@/protocol/ids";
import type { Training } from "@/protocol/training";
import { Announcer } from "../studio/announcer";
import { Header } from "../studio/header/header";
import { Reconnecting } from "../studio/reconnecting";
import { useStudio } from "../studio/state/studio-context";
import { useWide } from "../studio/use-wide";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { draftLike } from "./form/draft";
import { useDraft } from "./form/draft-provider";
import { TrainForm } from "./form/train-form";
import { ModelsAndTrainings } from "./models-and-trainings";
import { ZipDrop } from "./zip-drop";

/** The session's models, the trainings they come of, and a form to ask for one more. */
export function ModelsPage() {
  const isWide = useWide();
  const { draft, change } = useDraft();
  const [sheet, setSheet] = useState(false);
  const [started, setStarted] = useState<TrainingId | null>(null);
  useScrollTo(started);

  const repeat = (training: Training) => {
    change(draftLike(training));
    setSheet(true);
    document.querySelector("form[aria-label='Train a model']")?.scrollIntoView();
  };
  const showForm = useCallback(() => {
    change({ source: "upload" });
    setSheet(true);
  }, [change]);
  const form = (
    <TrainForm
      draft={draft}
      change={change}
      onStarted={(trainingId) => {
        change({ title: "" });
        setSheet(false);
        setStarted(trainingId);
      }}
    />
  );

  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <Header page="models" />
      <Reconnecting />
      <div className="flex min-h-0 grow">
        <main className="thin-scroll min-w-0 grow overflow-y-auto">
          <div className="mx-auto flex max-w-4xl flex-col gap-8 p-6 max-sm:gap-6 max-sm:p-4">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <div className="flex flex-col gap-1">
                <h2 className="font-semibold text-xl">Models</h2>
                <p className="text-ink-soft">What pictures grow from. Everybody in the session sees this page live.</p>
              </div>
              {!isWide && (
                <Button tone="primary" onClick={() => setSheet(true)}>
                  <GraduationCap size={17} aria-hidden="true" />
                  Train a model
                </Button>
              )}
            </div>
            <ModelsAndTrainings onRepeat={repeat} />
          </div>
        </main>
        {isWide ? (
          <aside className="thin-scroll w-96 shrink-0 overflow-y-auto border-line border-l bg-surface">
            <h2 className="px-4 pt-4 font-semibold text-base">Train a model</h2>
            {form}
          </aside>
        ) : (
          <Dialog title="Train a model" shape="sheet" open={sheet} onOpenChange={setSheet}>
            {form}
          </Dialog>
        )}
      </div>
      <ZipDrop onDrop={showForm} />
      <Announcer />
    </div>
  );
}

/** What was started is shown, once the session knows of it. */
function useScrollTo(trainingId: TrainingId | null) {
  const isThere = useStudio((state) => state.snapshot?.trainings.some(({ id }) => id === trainingId) ?? false);
  useEffect(() => {
    if (isThere) document.getElementById(`training-${trainingId}`)?.scrollIntoView({ block: "nearest" });
  }, [isThere, trainingId]);
}
