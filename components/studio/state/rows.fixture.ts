import {
  type Job,
  Job as JobRow,
  type Model,
  Model as ModelRow,
  type Picture,
  Picture as PictureRow,
  type Revision,
  Revision as RevisionRow,
  Session,
} from "@/protocol/entities";
import type { Change, SessionEvent, Snapshot } from "@/protocol/events";
import { Dataset, type Training, Training as TrainingRow } from "@/protocol/training";

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
    method: { name: "inversion", corrections: 3 },
    crop: { left: 0, top: 0, size: 100 },
    startSeedId: null,
    ending: false,
    realism: 0,
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
    method: { name: "inversion", corrections: 3 },
    trajectory: [],
    stages: [],
    endedBy: "finished",
    realism: 0,
    ...part,
  });
}

export function buildModel(id: string, part: Record<string, unknown> = {}): Model {
  return ModelRow.parse({
    id,
    kind: "denoiser",
    generatorId: null,
    meanSquaredError: null,
    channels: 3,
    size: 32,
    title: `Model ${id}`,
    summary: "For tests.",
    available: true,
    ...part,
  });
}

export function buildDataset(number: number, part: Record<string, unknown> = {}): Dataset {
  return Dataset.parse({
    id: uuid(number),
    name: `pictures ${number}.zip`,
    by: person,
    at: at(number),
    bytes: 1000,
    ...part,
  });
}

export function buildTraining(number: number, part: Record<string, unknown> = {}): Training {
  return TrainingRow.parse({
    id: jobId(number),
    state: "queued",
    by: person,
    at: at(number),
    startedAt: null,
    finishedAt: null,
    attempt: 1,
    modelId: `leaves-${number}`,
    title: `Leaves ${number}`,
    lesson: {
      kind: "denoiser",
      size: 32,
      widths: [32, 64],
      blockDepth: 2,
      schedule: "continuous-cosine",
      startId: null,
    },
    settings: { epochs: 20, steps: null, batch: 16, learningRate: 0.001, flip: true },
    data: { from: "upload", datasetId: uuid(500) },
    dataName: "leaves.zip",
    ending: false,
    facts: null,
    curve: [],
    samplesVersion: 0,
    error: null,
    ...part,
  });
}

export function emptySnapshot(): Snapshot {
  const session = Session.parse({ id: "AAAAAAAAAAAAAAAAAAAAAA", name: "Session", at: at(0) });
  const works = { pictures: [], seeds: [], revisions: [], jobs: [] };
  return { sequence: 0, session, people: [], ...works, datasets: [], trainings: [], models: [] };
}

export function buildEvent(sequence: number, type: SessionEvent["type"], changes: Change[] = []): SessionEvent {
  return { sequence, type, by: null, at: at(sequence), changes };
}
