import type { Job } from "@/protocol/entities";
import type { SessionEvent, Snapshot } from "@/protocol/events";
import type { Training } from "@/protocol/training";
import { decibels } from "../inspector/numbers";

/** What a screen reader is told of an event, or null where it is not worth an interruption. */
export function announce(event: SessionEvent, after: Snapshot, you: string | null): string | null {
  const job = event.changes.find((change) => change.noun === "job")?.row;
  const training = event.changes.find((change) => change.noun === "training")?.row;
  const who = after.people.find((person) => person.id === event.by)?.name ?? "Someone";
  switch (event.type) {
    case "person-joined":
      return event.by === you ? null : `${who} joined the session.`;
    case "picture-added":
      return event.by === you ? null : `${who} added ${addedName(event)}.`;
    case "job-done":
      return job ? done(job, after) : null;
    case "job-failed":
      return job ? `${nameOf(job, after)}: ${job.error?.message ?? "The work failed."}` : null;
    case "job-cancelled":
      return job ? `${nameOf(job, after)}: cancelled.` : null;
    case "job-paused":
      return job ? `${nameOf(job, after)}: paused.` : null;
    case "training-queued":
      return training ? asked(training) : null;
    case "training-done":
      return training ? `${training.title} is trained, and can be used.` : null;
    case "training-failed":
      return training ? `Training ${training.title}: ${training.error?.message ?? "The training failed."}` : null;
    case "training-cancelled":
      return training ? `Training ${training.title}: cancelled.` : null;
    case "training-paused":
      return training ? `Training ${training.title}: paused.` : null;
    default:
      return null;
  }
}

/** Queued to begin, to go on, or to be ended with what there is. */
function asked({ title, ending }: Training): string {
  return ending ? `Training ${title}: it ends with the best so far.` : `${title} waits to be trained.`;
}

function done(job: Job, after: Snapshot): string {
  const name = nameOf(job, after);
  if (job.kind === "embed") return `Seed found for ${name}.`;
  const revision = after.revisions.find((candidate) => candidate.id === job.revisionId);
  const metrics = revision?.kind === "generate" ? revision.metrics : null;
  return metrics ? `${name} is done: ${decibels(metrics)}.` : `${name} is done.`;
}

function nameOf(job: Job, after: Snapshot): string {
  return after.pictures.find((picture) => picture.id === job.pictureId)?.name ?? "A picture";
}

function addedName(event: SessionEvent): string {
  return event.changes.find((change) => change.noun === "picture")?.row.name ?? "a picture";
}
