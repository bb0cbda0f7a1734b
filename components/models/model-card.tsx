"use client";

import { Download, Repeat, Sprout } from "lucide-react";
import { useRouter } from "next/navigation";
import type { Model } from "@/protocol/entities";
import type { Training } from "@/protocol/training";
import { usableModel } from "../studio/state/settings";
import { useActions, useStudio } from "../studio/state/studio-context";
import { Button } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { StatusDot } from "../ui/status-dot";
import { Tooltip } from "../ui/tooltip";
import { filesOf } from "./addresses";
import { Outcome, Starter } from "./training-card";
import { Facts } from "./training-facts";
import { beginningInWords, shapeInWords, titleOf } from "./words";

interface ModelCardProps {
  model: Model;
  /** The training it came of, where that was in this session. */
  training: Training | null;
  onRepeat: (training: Training) => void;
}

/** A model: what it is, whether it can be used, and how it came to be. */
export function ModelCard({ model, training, onRepeat }: ModelCardProps) {
  const { title, id, generatorId, summary, available } = model;
  const models = useStudio((state) => state.models);
  const isChosen = useStudio((state) => usableModel(state.models, state.settings.modelId)?.id === id);
  return (
    <article
      aria-label={`Model ${title}`}
      className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4"
    >
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h4 className="min-w-0 break-words font-semibold text-base">{title}</h4>
          <p className="flex items-center gap-2 text-[13px] text-ink-soft">
            <StatusDot look={available ? "good" : "idle"} />
            {!available ? "Not connected" : isChosen ? "Ready · your choice now" : "Ready"}
          </p>
        </div>
        <p className="figures text-[13px] text-ink-soft">
          {generatorId ? `Embedder of ${titleOf(generatorId, models)}` : "Denoiser"}
          {training && beginningInWords(training.lesson, models)} · {shapeInWords(model)} ·{" "}
          <span className="break-all font-mono text-[12px]">{id}</span>
        </p>
        {training && <Starter training={training} />}
      </header>
      <p className="text-ink-soft">{summary}</p>
      {training && (
        <>
          <Outcome training={training} />
          <Facts training={training} />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <UseInSession model={model} />
        {training && (
          <>
            <Files training={training} />
            <Button size="small" onClick={() => onRepeat(training)}>
              <Repeat size={14} aria-hidden="true" />
              Use these settings again
            </Button>
          </>
        )}
      </div>
    </article>
  );
}

/** Chooses the model for this browser's next work and goes there; of an embedder, the model whose seeds it finds. */
function UseInSession({ model }: { model: Model }) {
  const actions = useActions();
  const router = useRouter();
  const sessionId = useStudio((state) => state.sessionId);
  const isEmbedder = model.kind === "embedder";
  const modelId = model.generatorId ?? model.id;
  const hint = isEmbedder
    ? `Goes to the studio with the model it belongs to; there this embedder is a way to find seeds`
    : "Goes to the studio; new seeds are drawn for this model";
  return (
    <Tooltip text={hint}>
      <Button
        size="small"
        disabled={!model.available}
        onClick={() => {
          actions.choose({ modelId });
          router.push(`/s/${sessionId}`);
        }}
      >
        <Sprout size={14} aria-hidden="true" />
        Use in session
      </Button>
    </Tooltip>
  );
}

function Files({ training }: { training: Training }) {
  const sessionId = useStudio((state) => state.sessionId);
  const files = filesOf(sessionId, training.id);
  return (
    <>
      <a
        href={files.config}
        download
        title="The model's card: network, schedule, data and recipe"
        className={buttonClass({ size: "small" })}
      >
        <Download size={14} aria-hidden="true" />
        model.json
      </a>
      <a href={files.weights} download title="The weights, as float32" className={buttonClass({ size: "small" })}>
        <Download size={14} aria-hidden="true" />
        weights.safetensors
      </a>
    </>
  );
}
