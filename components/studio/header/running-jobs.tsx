"use client";

import { Activity, X } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import type { Job } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { Popover } from "../../ui/popover";
import { Progress } from "../../ui/progress";
import { Refusal } from "../../ui/refusal";
import { Avatar } from "../people/avatar";
import { personOf } from "../people/people";
import { useActions, useStudio } from "../state/studio-context";
import { isActive } from "../state/work";
import { workersInWords } from "./workers-in-words";

/** What runs and waits, who started it, and a way to stop it. */
export function RunningJobs() {
  const snapshot = useStudio((state) => state.snapshot);
  const workers = useStudio((state) => state.workers);
  const [open, setOpen] = useState(false);
  const studio = useStudio((state) => `/s/${state.sessionId}`);
  const isInStudio = usePathname() === studio;
  const router = useRouter();
  const jobs = useMemo(
    () =>
      (snapshot?.jobs ?? [])
        .filter(isActive)
        .toSorted((one, other) => Number(other.state === "running") - Number(one.state === "running")),
    [snapshot],
  );
  if (!snapshot) return null;
  const count = jobs.length;
  const show = () => {
    setOpen(false);
    if (!isInStudio) router.push(studio);
  };
  const machines = workersInWords(workers);
  return (
    <Popover
      label="Running work"
      className="w-80"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          tone="quiet"
          aria-label={count === 0 ? "No jobs running" : count === 1 ? "1 job running" : `${count} jobs running`}
          className={count > 0 ? "text-leaf" : ""}
        >
          <Activity size={17} />
          <span className="figures text-[13px]">
            {count === 0 ? "Idle" : count}
            {count > 0 && <span className="max-lg:hidden"> running</span>}
          </span>
        </Button>
      }
    >
      {count === 0 ? (
        <p className="text-[13px] text-ink-soft">Nothing is running.</p>
      ) : (
        <ul aria-label="Jobs" className="flex flex-col gap-4">
          {jobs.slice(0, 12).map((job) => (
            <JobLine key={job.id} job={job} snapshot={snapshot} onShow={show} />
          ))}
          {count > 12 && <li className="figures text-[13px] text-ink-faint">and {count - 12} more</li>}
        </ul>
      )}
      <p className="mt-3 border-line border-t pt-3 text-[12px] text-ink-faint leading-4">{machines}</p>
    </Popover>
  );
}

function JobLine({ job, snapshot, onShow }: { job: Job; snapshot: Snapshot; onShow: () => void }) {
  const actions = useActions();
  const film = useStudio((state) => state.films.get(job.id));
  const refusal = useStudio((state) => state.refusals.get(`job-${job.id}`));
  const by = personOf(snapshot, job.by);
  const picture = snapshot.pictures.find((candidate) => candidate.id === job.pictureId);
  const what = job.kind === "embed" ? "Finding the seed of" : "Growing";
  const current = film && film.attempt === job.attempt ? film : undefined;
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <Avatar person={by} size="small" />
        <button
          type="button"
          onClick={() => {
            onShow();
            actions.pin({ pictureId: job.pictureId, key: job.id });
          }}
          className="min-w-0 grow rounded-md text-left leading-[18px] hover:underline"
        >
          <span className="block truncate text-[13px]">
            {what} {picture?.name ?? "a picture"}
          </span>
          <span className="figures block text-[12px] text-ink-faint">
            {by.name} ·{" "}
            {job.state === "queued" ? "waiting" : current ? `${current.reached} of ${current.of}` : "starting"}
            {job.attempt > 1 && ` · attempt ${job.attempt}`}
          </span>
        </button>
        <IconButton
          size="small"
          label={`Cancel: ${what} ${picture?.name ?? "a picture"}`}
          hint="Cancel"
          onClick={() => actions.cancelJob(job.id)}
        >
          <X size={15} />
        </IconButton>
      </div>
      {job.state === "running" && (
        <Progress
          label={`${what} ${picture?.name ?? "a picture"}`}
          value={current ? current.reached / current.of : null}
        />
      )}
      <Refusal>{refusal}</Refusal>
    </li>
  );
}
