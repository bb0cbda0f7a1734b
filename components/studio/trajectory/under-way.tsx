"use client";

import { Square } from "lucide-react";
import { Button } from "../../ui/button";
import { Progress } from "../../ui/progress";
import { useActions, useStudio } from "../state/studio-context";
import { activeJob, type Work } from "../state/work";
import { currentFilm } from "./path";

/** How far the work on the stage is, and a way to stop it, beside the tiles that fill. */
export function UnderWay({ work }: { work: Work }) {
  const actions = useActions();
  const films = useStudio((state) => state.films);
  const job = activeJob(work);
  if (!job) return null;
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
