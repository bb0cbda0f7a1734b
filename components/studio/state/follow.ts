import type { SessionEvent, Snapshot } from "@/protocol/events";
import { isActive } from "./work";

/** What the stage shows: a picture, and one node of its history, or its newest where there is no key. */
export interface Subject {
  readonly pictureId: string;
  readonly key: string | null;
}

/** What to show first: work under way, else the newest picture. */
export function firstSubject(snapshot: Snapshot): Subject | null {
  const present = new Set(snapshot.pictures.filter((picture) => !picture.removed).map((picture) => picture.id));
  const jobs = snapshot.jobs.filter((job) => present.has(job.pictureId));
  const job = jobs.findLast((candidate) => candidate.state === "running") ?? jobs.findLast(isActive) ?? jobs.at(-1);
  const pictureId = job?.pictureId ?? [...present].at(-1);
  return pictureId ? { pictureId, key: null } : null;
}

/** The newest work of the session after one more event; it moves on when something starts, not when something ends. */
export function follow(current: Subject | null, event: SessionEvent, after: Snapshot): Subject | null {
  const gone = current && !after.pictures.some((picture) => picture.id === current.pictureId && !picture.removed);
  if (!current || gone) return firstSubject(after);
  const changed = event.changes.flatMap((change) => (change.noun === "job" ? [change.row] : []));
  const job = changed.findLast(isActive);
  if (!job) return current;
  if (event.type === "job-started") return { pictureId: job.pictureId, key: null };
  const busy = after.jobs.some((other) => other.state === "running" && other.id !== job.id);
  return busy ? current : { pictureId: job.pictureId, key: null };
}
