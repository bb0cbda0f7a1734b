"use client";

import type { Training } from "@/protocol/training";
import { useMinute } from "../studio/inspector/use-minute";
import { Avatar } from "../studio/people/avatar";
import { ago, personOf } from "../studio/people/people";
import { useStudio } from "../studio/state/studio-context";
import { hasEnded } from "../studio/state/work";
import { Progress } from "../ui/progress";
import { Refusal } from "../ui/refusal";
import { StatusDot } from "../ui/status-dot";
import { timeLeft } from "../ui/time";
import { Learning } from "./learning";
import { Samples } from "./samples";
import { TrainingActions } from "./training-actions";
import { Facts } from "./training-facts";
import { lessonInWords, stateInWords } from "./words";

const looks = {
  queued: "idle",
  running: "busy",
  paused: "fair",
  done: "good",
  failed: "bad",
  cancelled: "idle",
} as const;

/** One training as it goes: how far it is, how well it does, and what can be asked of it. */
export function TrainingCard({ training, onRepeat }: { training: Training; onRepeat: (training: Training) => void }) {
  const { title, state, error } = training;
  const workers = useStudio((studio) => studio.workers);
  const models = useStudio((studio) => studio.models);
  return (
    <article
      aria-label={`Training of ${title}`}
      className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4"
    >
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h4 className="min-w-0 break-words font-semibold text-base">{title}</h4>
          <p className="flex items-center gap-2 text-[13px] text-ink-soft">
            <StatusDot look={looks[state]} />
            {stateInWords(training, workers)}
          </p>
        </div>
        <p className="text-[13px] text-ink-soft">{lessonInWords(training.lesson, models)}</p>
        <Starter training={training} />
      </header>
      {!hasEnded(training) && <HowFar training={training} />}
      {state === "failed" && <Refusal>{error?.message ?? "The training failed."}</Refusal>}
      {hasEnded(training) && training.curve.length === 0 ? null : <Outcome training={training} />}
      <Facts training={training} />
      <TrainingActions training={training} onRepeat={() => onRepeat(training)} />
    </article>
  );
}

/** Curve beside samples; an embedder's samples are wide, and lie below. */
export function Outcome({ training }: { training: Training }) {
  const isWide = training.lesson.kind === "embedder";
  return (
    <div className={isWide ? "flex flex-col gap-4" : "grid gap-4 md:grid-cols-[minmax(0,1fr)_220px]"}>
      <Learning training={training} />
      <div className={isWide ? "" : "max-w-72"}>
        <Samples training={training} />
      </div>
    </div>
  );
}

export function Starter({ training }: { training: Training }) {
  const snapshot = useStudio((state) => state.snapshot);
  const now = useMinute();
  if (!snapshot) return null;
  const by = personOf(snapshot, training.by);
  return (
    <p className="flex items-center gap-2 text-[12px] text-ink-faint">
      <Avatar person={by} size="dot" />
      {by.name} · {ago(training.at, now)}
      {training.attempt > 1 && ` · attempt ${training.attempt}`}
    </p>
  );
}

/** The bar stands from the start; what is written over it comes as soon as it is known. */
function HowFar({ training }: { training: Training }) {
  const heard = useStudio((state) => state.progress.get(training.id));
  const progress = heard?.kind === "training" ? heard : null;
  const { facts, curve, state, title } = training;
  const step = progress?.step ?? curve.at(-1)?.step ?? 0;
  const of = progress?.of ?? facts?.steps ?? null;
  const isRunning = state === "running";
  const left = isRunning && progress && progress.secondsLeft !== null ? timeLeft(progress.secondsLeft) : "";
  const isUnknown = isRunning && of === null;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="figures flex min-h-5 justify-between gap-4 text-[13px]">
        <span>{of === null ? "" : `Step ${step.toLocaleString("en")} of ${of.toLocaleString("en")}`}</span>
        <span className="text-ink-soft">{left}</span>
      </p>
      <Progress label={`Training of ${title}`} value={isUnknown ? null : of ? step / of : 0} />
    </div>
  );
}
