import { problems } from "@/protocol/errors";
import type { StudioStore } from "./store";
import type { Upload } from "./studio-state";

const largestBytes = 25 * 1024 * 1024;
const atOnce = 2;

export interface UploadSettings {
  readonly modelId: string;
  /** By which the seed is found at once; without one, by inversion. */
  readonly embedderId: string | null;
  readonly corrections: number;
  readonly steps: number;
}

/** Sends pictures one request each, two at a time, and keeps every one's state in the store until its picture is there. */
export class Uploader {
  private readonly files = new Map<string, { file: File; settings: UploadSettings }>();
  private readonly requests = new Map<string, XMLHttpRequest>();
  private count = 0;

  constructor(
    private readonly store: StudioStore,
    private readonly arrived: (pictureId: string) => void,
  ) {}

  add(files: readonly File[], settings: UploadSettings): void {
    const uploads = files.map((file): Upload => {
      this.count += 1;
      const id = `upload-${this.count}`;
      this.files.set(id, { file, settings });
      const refused = refusedBefore(file);
      return {
        id,
        name: file.name || "Pasted picture",
        preview: URL.createObjectURL(file),
        state: refused ? "failed" : "waiting",
        progress: 0,
        message: refused,
        canRetry: refused === null,
        pictureId: null,
      };
    });
    this.store.change({ uploads: [...this.store.getState().uploads, ...uploads] });
    this.sendNext();
  }

  cancel(id: string): void {
    this.requests.get(id)?.abort();
    this.forget(id);
    this.sendNext();
  }

  retry(id: string): void {
    this.update(id, { state: "waiting", progress: 0, message: null });
    this.sendNext();
  }

  stop(): void {
    for (const request of this.requests.values()) request.abort();
  }

  private sendNext(): void {
    for (const upload of this.store.getState().uploads) {
      if (this.requests.size >= atOnce) return;
      if (upload.state === "waiting" && !this.requests.has(upload.id)) this.send(upload);
    }
  }

  private send(upload: Upload): void {
    const waiting = this.files.get(upload.id);
    if (!waiting) return;
    const request = new XMLHttpRequest();
    this.requests.set(upload.id, request);
    request.open("POST", addressOf(this.store.getState().sessionId, upload.name, waiting.settings));
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => this.update(upload.id, { progress: total ? loaded / total : 0 });
    request.upload.onload = () => this.update(upload.id, { state: "preparing", progress: 1 });
    request.onload = () => this.answered(upload.id, request.status, request.response);
    request.onerror = () => this.fail(upload.id, problems.upload_interrupted[1]);
    request.onloadend = () => {
      this.requests.delete(upload.id);
      this.sendNext();
    };
    this.update(upload.id, { state: "sending" });
    request.send(waiting.file);
  }

  private answered(id: string, status: number, answer: unknown): void {
    const pictureId = status === 201 ? textOf(answer, "pictureId") : null;
    if (!pictureId) {
      this.fail(id, textOf(answer, "message") ?? problems.unexpected[1]);
      return;
    }
    this.arrived(pictureId);
    const isThere = this.store.getState().snapshot?.pictures.some((picture) => picture.id === pictureId);
    if (isThere) this.forget(id);
    else this.update(id, { pictureId });
  }

  private fail(id: string, message: string): void {
    this.update(id, { state: "failed", message });
  }

  private update(id: string, part: Partial<Upload>): void {
    const { uploads } = this.store.getState();
    this.store.change({ uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)) });
  }

  private forget(id: string): void {
    const { uploads } = this.store.getState();
    const upload = uploads.find((candidate) => candidate.id === id);
    if (upload) URL.revokeObjectURL(upload.preview);
    this.files.delete(id);
    this.store.change({ uploads: uploads.filter((candidate) => candidate.id !== id) });
  }
}

/** What can be known before a byte is sent. */
function refusedBefore(file: File): string | null {
  if (file.size === 0) return problems.picture_empty[1];
  return file.size > largestBytes ? problems.picture_too_large[1] : null;
}

function addressOf(sessionId: string, name: string, settings: UploadSettings): string {
  const query = new URLSearchParams({
    name,
    model: settings.modelId,
    corrections: String(settings.corrections),
    steps: String(settings.steps),
    ...(settings.embedderId && { embedder: settings.embedderId }),
  });
  return `/api/sessions/${sessionId}/pictures?${query}`;
}

function textOf(answer: unknown, field: string): string | null {
  if (typeof answer !== "object" || answer === null) return null;
  const value: unknown = Reflect.get(answer, field);
  return typeof value === "string" ? value : null;
}
