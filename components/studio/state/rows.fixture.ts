import {
  type Job,
  Job as JobRow,
  type Picture,
  Picture as PictureRow,
  type Revision,
  Revision as RevisionRow,
  Session,
} from "@/protocol/entities";
import type { Change, SessionEvent, Snapshot } from "@/protocol/events";

/** Rows for tests, valid by the protocol's own schemas. */
const person = "00000000-0000-4000-8000-0000000000aa";

export function at(second: number): string {
  return new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString();
}

export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

export function jobId(number: number): string {
  return number.toString(16).padStart(32, "0");
}

export function buildPicture(number: number, part: Partial<Picture> = {}): Picture {
  return PictureRow.parse({
    id: uuid(number),
    origin: "upload",
    name: `picture ${number}`,
    by: person,
    at: at(number),
    width: 400,
    height: 300,
    crop: null,
    remarks: [],
    removed: false,
    ...part,
  });
}

export function buildJob(number: number, part: Record<string, unknown>): Job {
  return JobRow.parse({
    kind: "embed",
    id: jobId(number),
    state: "queued",
    by: person,
    at: at(number),
    startedAt: null,
    finishedAt: null,
    attempt: 1,
    parentId: uuid(1001),
    modelId: "tiny",
    error: null,
    revisionId: null,
    steps: 10,
    corrections: 3,
    crop: { left: 0, top: 0, size: 100 },
    ...part,
  });
}

export function buildRevision(number: number, part: Record<string, unknown>): Revision {
  return RevisionRow.parse({
    kind: "upload",
    id: uuid(number),
    parentId: null,
    by: person,
    at: at(number - 1000),
    ...part,
  });
}

export function emptySnapshot(): Snapshot {
  const session = Session.parse({ id: "AAAAAAAAAAAAAAAAAAAAAA", name: "Session", at: at(0) });
  return { sequence: 0, session, people: [], pictures: [], seeds: [], revisions: [], jobs: [] };
}

export function buildEvent(sequence: number, type: SessionEvent["type"], changes: Change[] = []): SessionEvent {
  return { sequence, type, by: null, at: at(sequence), changes };
}
