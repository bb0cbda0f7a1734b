import type { Model, WorkerStatus } from "@/protocol/entities";
import type { CatchUp, SessionEvent, Snapshot, Welcome } from "@/protocol/events";
import type { FrameHeader, JobProgress } from "@/protocol/jobs";
import { announce } from "./announcements";
import { applyEvent } from "./apply-event";
import { arrange } from "./event-order";
import { addFrame, filmsKept, superseded } from "./film";
import { firstSubject, follow, type Subject } from "./follow";
import { modelsOf } from "./models";
import { hear, withoutEnded } from "./progress";
import { standing } from "./refusals";
import { type Connection, type Place, type StudioState, startingState, type View } from "./studio-state";

/** All that one browser knows of a session. Facts come from the server; nothing here is predicted. */
export class StudioStore {
  private state: StudioState;
  private readonly listeners = new Set<() => void>();
  private waiting: readonly SessionEvent[] = [];
  private modelsOfWorkers: readonly Model[] = [];

  constructor(sessionId: string) {
    this.state = startingState(sessionId);
  }

  readonly getState = (): StudioState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(part: Partial<StudioState>): void {
    const next = { ...this.state, ...part };
    this.state = { ...next, refusals: standing(this.state, next) };
    for (const listener of this.listeners) listener();
  }

  changeView(part: Partial<View>): void {
    this.change({ view: { ...this.state.view, ...part } });
  }

  setConnection(connection: Connection): void {
    this.change({ connection });
  }

  refuse(place: Place, sentence: string | null): void {
    const refusals = new Map(this.state.refusals);
    if (sentence === null) refusals.delete(place);
    else refusals.set(place, sentence);
    this.change({ refusals });
  }

  /** The last event this browser has; undefined before the first welcome. */
  lastSequence(): number | undefined {
    return this.state.snapshot?.sequence;
  }

  welcome(welcome: Welcome): void {
    this.change({ you: welcome.you, connection: { status: "live" } });
    this.setWorkers(welcome.workers, welcome.models);
    this.catchUp(welcome);
  }

  setWorkers(workers: readonly WorkerStatus[], models: readonly Model[]): void {
    this.modelsOfWorkers = models;
    this.change({ workers, models: modelsOf(models, this.state.snapshot?.models ?? [], workers) });
  }

  catchUp(answer: CatchUp): void {
    if ("events" in answer) this.receive(answer.events);
    else this.replace(answer.snapshot);
  }

  /** Takes events in any order; answers whether some are still missing in between. */
  receive(events: readonly SessionEvent[]): { missing: boolean } {
    const { snapshot } = this.state;
    if (!snapshot) return { missing: false };
    const { ready, waiting } = arrange(snapshot.sequence, [...this.waiting, ...events]);
    this.waiting = waiting;
    for (const event of ready) this.apply(event);
    return { missing: waiting.length > 0 };
  }

  addFrame(header: FrameHeader, bitmap: ImageBitmap): void {
    const job = this.state.snapshot?.jobs.find((candidate) => candidate.id === header.jobId);
    const before = this.state.films.get(header.jobId);
    const film = job && job.attempt > header.attempt ? null : addFrame(before, header, bitmap);
    if (!film) {
      bitmap.close();
      return;
    }
    const films = new Map(this.state.films);
    films.delete(header.jobId);
    films.set(header.jobId, film);
    const dropped = [...films.values()].slice(0, Math.max(0, films.size - filmsKept));
    for (const old of dropped) films.delete(old.jobId);
    this.change({ films });
    release([...superseded(before, film), ...dropped.flatMap((old) => superseded(old, null))]);
  }

  addProgress(progress: JobProgress): void {
    const known = this.state.progress;
    const heard = hear(known, progress, this.state.snapshot);
    if (heard !== known) this.change({ progress: heard });
  }

  private apply(event: SessionEvent): void {
    const { snapshot: before, view, you } = this.state;
    if (!before) return;
    const snapshot = applyEvent(before, event);
    const newest = follow(view.newest, event, snapshot);
    const text = announce(event, snapshot, you);
    this.change({
      ...this.withSnapshot(snapshot),
      announcements: text
        ? [...this.state.announcements.slice(-2), { id: event.sequence, text }]
        : this.state.announcements,
      view: moveOn(view, newest, snapshot),
    });
  }

  private replace(snapshot: Snapshot): void {
    const before = this.state.snapshot;
    if (before && before.session.id === snapshot.session.id && before.sequence > snapshot.sequence) return;
    const newest = firstSubject(snapshot);
    this.change({
      ...this.withSnapshot(snapshot),
      view: moveOn({ ...this.state.view, newest: this.state.view.newest ?? newest }, newest, snapshot),
    });
    this.receive([]);
  }

  /** What else changes with the session's rows. */
  private withSnapshot(snapshot: Snapshot): Partial<StudioState> {
    const { uploads, progress, workers, models } = this.state;
    const trainedBefore = this.state.snapshot?.models;
    return {
      snapshot,
      uploads: uploads.filter((upload) => !isThere(snapshot, upload.pictureId)),
      progress: withoutEnded(progress, snapshot),
      models: snapshot.models === trainedBefore ? models : modelsOf(this.modelsOfWorkers, snapshot.models, workers),
    };
  }
}

/** A pinned picture stays; where it was removed, the stage goes back to following. */
function moveOn(view: View, newest: Subject | null, snapshot: Snapshot): View {
  const pinned = view.pinned && !isRemoved(snapshot, view.pinned.pictureId) ? view.pinned : null;
  if (!pinned) {
    const moved = newest !== view.newest || view.pinned !== null;
    return { ...view, pinned, newest, news: false, ...(moved ? { scrub: null, hover: null, playing: false } : {}) };
  }
  const elsewhere = newest !== null && newest.pictureId !== pinned.pictureId;
  const moved = newest?.pictureId !== view.newest?.pictureId;
  return { ...view, pinned, newest, news: elsewhere && (view.news || moved) };
}

function isThere(snapshot: Snapshot, pictureId: string | null): boolean {
  return snapshot.pictures.some((picture) => picture.id === pictureId && !picture.removed);
}

function isRemoved(snapshot: Snapshot, pictureId: string): boolean {
  return snapshot.pictures.some((picture) => picture.id === pictureId && picture.removed);
}

/** Closed only after the views had their chance to draw the frames that replace them. */
function release(bitmaps: readonly ImageBitmap[]): void {
  if (bitmaps.length === 0) return;
  setTimeout(() => {
    for (const bitmap of bitmaps) bitmap.close();
  }, 1000);
}
