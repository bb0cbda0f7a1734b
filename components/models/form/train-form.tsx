"use client";

import { GraduationCap } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import type { TrainingId } from "@/protocol/ids";
import { useActions, useStudio } from "../../studio/state/studio-context";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Refusal } from "../../ui/refusal";
import { checkDraft, type Faults } from "./check-draft";
import { DataFields } from "./data-fields";
import type { Draft } from "./draft";
import { ExpertFields } from "./expert-fields";
import { LessonFields } from "./lesson-fields";
import { SettingsFields } from "./settings-fields";

interface TrainFormProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  onStarted: (trainingId: TrainingId) => void;
}

const expert = ["widths", "blockDepth", "pairSteps", "batch", "learningRate"] as const;

/** Describes a training, and asks for it. */
export function TrainForm({ draft, change, onStarted }: TrainFormProps) {
  const actions = useActions();
  const refusal = useStudio((state) => state.refusals.get("training"));
  const someoneTrains = useStudio((state) => state.workers.some((worker) => worker.trains));
  const upload = useStudio((state) => state.dataUpload);
  const [wasTried, setWasTried] = useState(false);
  const [showsExpert, setShowsExpert] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isUploading = draft.source === "upload" && upload !== null && upload.state !== "failed";
  const checked = checkDraft(draft);
  const shown = wasTried ? (checked.faults ?? {}) : withoutMissing(checked.faults ?? {});
  const part = { draft, faults: shown, change };
  // A fault among the experts' settings opens them; they stay open when it is mended.
  if (!showsExpert && expert.some((field) => shown[field])) setShowsExpert(true);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isAsking) return;
    if (!checked.training) {
      setWasTried(true);
      // After the faults have been drawn, and the experts' settings opened where one of them is meant.
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-faulty] input:checked")?.focus(),
      );
      return;
    }
    setIsAsking(true);
    const trainingId = await actions.startTraining(checked.training);
    setIsAsking(false);
    if (!trainingId) return;
    setWasTried(false);
    onStarted(trainingId);
  };

  return (
    <form ref={form} noValidate onSubmit={submit} aria-label="Train a model" className="flex flex-col gap-5 p-4">
      <TextField
        label="Name"
        value={draft.title}
        maxLength={60}
        placeholder="Roadside flowers"
        fault={shown.title}
        onChange={(title) => change({ title })}
      />
      <DataFields {...part} />
      <LessonFields {...part} />
      <SettingsFields {...part} />
      <details
        open={showsExpert}
        onToggle={(event) => setShowsExpert(event.currentTarget.open)}
        className="rounded-control border border-line"
      >
        <summary className="rounded-control px-3 py-2 text-ink-soft hover:bg-hovered hover:text-ink">
          Settings for experts
        </summary>
        <div className="flex flex-col gap-5 border-line border-t p-3">
          <ExpertFields {...part} />
        </div>
      </details>
      <div className="flex flex-col gap-2">
        <Button type="submit" tone="primary" disabled={isAsking || isUploading}>
          <GraduationCap size={17} aria-hidden="true" />
          {isUploading ? "Uploading the pictures…" : "Start training"}
        </Button>
        {!someoneTrains && (
          <p className="text-[13px] text-ink-faint leading-[18px]">
            No worker that trains is connected just now. The training waits, and starts by itself when one is.
          </p>
        )}
        <Refusal>{refusal}</Refusal>
      </div>
    </form>
  );
}

/** What has simply not been filled in yet is not said before somebody tries to start. */
function withoutMissing({ title, data, generator, ...wrong }: Faults): Faults {
  return wrong;
}
