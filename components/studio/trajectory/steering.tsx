"use client";

import { Check, Pause, Play, X } from "lucide-react";
import type { Job } from "@/protocol/entities";
import type { JobProgress } from "@/protocol/jobs";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { Progress } from "../../ui/progress";
import { timeLeft } from "../../ui/time";
import { Tooltip } from "../../ui/tooltip";
import { useActions, useStudio } from "../state/studio-context";

type Search = Extract<Job, { kind: "embed" }>;

/** How far a descent is, and what anybody in the session may do about it. */
export function Steering({ job }: { job: Search }) {
  const actions = useActions();
  const progress = useStudio((state) => state.progress.get(job.id));
  const refusal = useStudio((state) => state.refusals.get(`job-${job.id}`));
  const descent = progress?.kind === "descent" ? progress : undefined;
  const isPaused = job.state === "paused";
  return (
    <div className="flex min-w-0 items-center gap-2">
      {refusal && (
        <span role="alert" className="min-w-0 max-w-72 truncate text-danger" title={refusal}>
          {refusal}
        </span>
      )}
      <span className="figures min-w-0 truncate text-ink-soft max-xl:hidden">{inWords(job, descent)}</span>
      <span className="figures min-w-0 truncate text-ink-soft xl:hidden">{inFewWords(job, descent)}</span>
      <Progress
        className="w-16 shrink-0 max-xl:hidden"
        label="Descent"
        value={descent ? descent.iteration / descent.of : isPaused ? 0 : null}
      />
      {isPaused ? (
        <Button size="small" tone="primary" onClick={() => actions.resumeJob(job.id)}>
          <Play size={13} aria-hidden="true" />
          Resume
        </Button>
      ) : (
        <IconButton
          size="small"
          tone="plain"
          side="top"
          label="Pause the descent"
          hint="Pause: it can go on from here later."
          disabled={job.ending}
          onClick={() => actions.pauseJob(job.id)}
        >
          <Pause size={14} />
        </IconButton>
      )}
      <Tooltip text="Stop here, and keep the best seed so far." side="top">
        <Button
          size="small"
          aria-label={job.ending ? "Ending" : "Stop and keep the best"}
          disabled={job.ending}
          onClick={() => actions.finishJob(job.id)}
        >
          <Check size={14} aria-hidden="true" />
          {job.ending ? "Ending…" : <KeepWords />}
        </Button>
      </Tooltip>
      <IconButton
        size="small"
        side="top"
        label="Cancel"
        hint="Cancel: nothing of this search is kept."
        onClick={() => actions.cancelJob(job.id)}
      >
        <X size={15} />
      </IconButton>
    </div>
  );
}

function KeepWords() {
  return (
    <>
      <span className="max-sm:hidden">Stop and keep the best</span>
      <span className="sm:hidden">Keep the best</span>
    </>
  );
}

type Descent = Extract<JobProgress, { kind: "descent" }>;

function inFewWords(job: Search, progress: Descent | undefined): string {
  if (job.state === "queued") return "Waiting";
  if (job.state === "paused") return "Paused";
  return progress ? `${progress.iteration.toLocaleString("en")} of ${progress.of.toLocaleString("en")}` : "Begins";
}

function inWords(job: Search, progress: Descent | undefined): string {
  if (job.state === "queued") return job.ending ? "Ending" : "Waiting";
  const at = progress && `${progress.iteration.toLocaleString("en")} of ${progress.of.toLocaleString("en")}`;
  if (job.state === "paused") return at ? `Paused at ${at}` : "Paused";
  if (!progress) return "The search begins";
  return progress.secondsLeft === null ? `At ${at}` : `At ${at} · ${timeLeft(progress.secondsLeft)}`;
}
