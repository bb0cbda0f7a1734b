"use client";

import { RotateCcw } from "lucide-react";
import { Button } from "../../ui/button";
import { Refusal } from "../../ui/refusal";
import { personOf } from "../people/people";
import { useActions, useStudio } from "../state/studio-context";
import { activeJob, isActive, type Work } from "../state/work";
import { waitingInWords } from "./waiting";

/** What stands over the stage without being in the way: news from others, waiting, and failures. */
export function StageNotices({ work }: { work: Work | null }) {
  return (
    <div className="pointer-events-none absolute inset-x-3 top-3 z-20 flex flex-col items-center gap-2 *:pointer-events-auto">
      <News />
      {work && <Waiting work={work} />}
      {work && <Failure work={work} />}
    </div>
  );
}

/** While a picture is pinned, others' work is told of, not forced upon anyone. */
function News() {
  const actions = useActions();
  const view = useStudio((state) => state.view);
  const you = useStudio((state) => state.you);
  const snapshot = useStudio((state) => state.snapshot);
  if (!view.news || !snapshot) return null;
  const picture = snapshot.pictures.find((candidate) => candidate.id === view.newest?.pictureId);
  if (!picture) return null;
  const job = snapshot.jobs.findLast((candidate) => candidate.pictureId === picture.id);
  const byId = job?.by ?? picture.by;
  if (byId === you) return null;
  const by = personOf(snapshot, byId);
  return (
    <div className="flex max-w-full animate-appear items-center gap-2 rounded-control border border-line bg-raised py-1 pr-1 pl-3 text-[13px] shadow-raised">
      <span className="truncate">
        {by.name} {job && isActive(job) ? "is working on" : "has worked on"} {picture.name}
      </span>
      <Button size="small" tone="quiet" onClick={actions.followLive}>
        Show
      </Button>
    </div>
  );
}

function Waiting({ work }: { work: Work }) {
  const workers = useStudio((state) => state.workers);
  const models = useStudio((state) => state.models);
  const job = activeJob(work);
  if (job?.state !== "queued") return null;
  return (
    <p
      role="note"
      className="animate-[appear_120ms_400ms_ease-out_both] rounded-control border border-line bg-raised px-3 py-1.5 text-[13px] text-ink-soft"
    >
      {waitingInWords(job, workers, models)}
    </p>
  );
}

function Failure({ work }: { work: Work }) {
  const actions = useActions();
  const refusals = useStudio((state) => state.refusals);
  const job = work.generate?.job?.state === "failed" ? work.generate.job : work.embed?.job;
  if (job?.state !== "failed" && job?.state !== "cancelled") return null;
  const sentence = job.state === "cancelled" ? "This was cancelled." : (job.error?.message ?? "The work failed.");
  return (
    <div className="flex w-full max-w-md animate-appear flex-col gap-2 rounded-control border border-line bg-raised p-3 shadow-raised">
      <p className="text-[13px]">{sentence}</p>
      <Button size="small" className="self-start" onClick={() => actions.retryJob(job.id)}>
        <RotateCcw size={14} />
        Retry
      </Button>
      <Refusal>{refusals.get(`job-${job.id}`)}</Refusal>
    </div>
  );
}
