"use client";

import { Square } from "lucide-react";
import type { Job } from "@/protocol/entities";
import { isIterative } from "@/protocol/methods";
import { Button } from "../../ui/button";
import { Progress } from "../../ui/progress";
import { openJob } from "../state/open-job";
import { useActions, useStudio } from "../state/studio-context";
import type { Work } from "../state/work";
import { currentFilm } from "./path";
import { Steering } from "./steering";

/** How far the work on the stage is, and ways to stop it, beside the tiles that fill. */
export function UnderWay({ work }: { work: Work }) {
  const [job, search] = [openJob(work), openSearch(work)];
  if (search) return <Steering job={search} />;
  return job && <Steps work={work} job={job} />;
}

/** The job of a search that anybody may pause or end, while it has not ended. */
export function openSearch(work: Work) {
  const job = openJob(work);
  return job?.kind === "embed" && isIterative(job.method) ? job : null;
}

/** Of work that goes through a number of steps, one tile each. */
function Steps({ work, job }: { work: Work; job: Job }) {
  const actions = useActions();
  const films = useStudio((state) => state.films);
  const film = currentFilm(films, job.kind === "embed" ? work.embed : work.generate);
  const doing = job.kind === "embed" ? "Finding its seed" : "Growing the image";
  return (
    <div className="flex shrink-0 items-center gap-3">
      <span className="figures text-ink-soft max-sm:hidden">{job.state === "queued" ? "Waiting" : doing}</span>
      <Progress className="w-24" label={doing} value={film ? film.reached / film.of : null} />
      <Button size="small" onClick={() => actions.cancelJob(job.id)}>
        <Square size={12} aria-hidden="true" />
        Cancel
      </Button>
    </div>
  );
}
