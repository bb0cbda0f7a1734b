import { problems } from "@/protocol/errors";
import type { StudioStore } from "./store";

const largestBytes = 2_000_000_000;

/** A zip of pictures on its way to the server. */
export interface DataUpload {
  readonly name: string;
  readonly bytes: number;
  readonly state: "sending" | "preparing" | "failed" | "done";
  /** 0..1 of the bytes sent. */
  readonly progress: number;
  readonly message: string | null;
  /** What it is called on the server, once it is there. */
  readonly datasetId: string | null;
}

/** Sends one zip at a time, so that a training can be asked for with it. */
export class DataUploader {
  private request: XMLHttpRequest | null = null;

  constructor(private readonly store: StudioStore) {}

  send(file: File): void {
    const { dataUpload } = this.store.getState();
    if (dataUpload?.state === "sending" || dataUpload?.state === "preparing") {
      this.store.refuse("data-upload", `${dataUpload.name} is on its way. One zip at a time.`);
      return;
    }
    this.dismiss();
    const message = refusedBefore(file);
    const { name, size: bytes } = file;
    const upload: DataUpload = { name, bytes, state: "sending", progress: 0, message: null, datasetId: null };
    this.store.change({ dataUpload: message ? { ...upload, state: "failed", message } : upload });
    if (!message) this.post(file);
  }

  /** Stops what is on its way, and forgets what failed. */
  dismiss(): void {
    const request = this.request;
    this.request = null;
    request?.abort();
    this.store.refuse("data-upload", null);
    if (this.store.getState().dataUpload) this.store.change({ dataUpload: null });
  }

  private post(file: File): void {
    const request = new XMLHttpRequest();
    this.request = request;
    const update = (part: Partial<DataUpload>) => {
      const { dataUpload } = this.store.getState();
      if (dataUpload && this.request === request) this.store.change({ dataUpload: { ...dataUpload, ...part } });
    };
    const address = `/api/sessions/${this.store.getState().sessionId}/datasets`;
    request.open("POST", `${address}?${new URLSearchParams({ name: file.name })}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => update({ progress: total ? loaded / total : 0 });
    request.upload.onload = () => update({ state: "preparing", progress: 1 });
    request.onload = () => update(outcomeOf(request.status, request.response));
    request.onerror = () => update({ state: "failed", message: problems.upload_interrupted[1] });
    request.send(file);
  }
}

export function outcomeOf(status: number, answer: unknown): Partial<DataUpload> {
  const datasetId = status === 201 ? textOf(answer, "datasetId") : null;
  if (datasetId) return { state: "done", datasetId };
  return { state: "failed", message: textOf(answer, "message") ?? problems.unexpected[1] };
}

/** What can be known before a byte is sent. */
function refusedBefore(file: File): string | null {
  if (file.size > largestBytes) return problems.data_too_large[1];
  return /\.zip$/i.test(file.name) && file.size > 0 ? null : problems.data_not_zip[1];
}

function textOf(answer: unknown, field: string): string | null {
  if (typeof answer !== "object" || answer === null) return null;
  const value: unknown = Reflect.get(answer, field);
  return typeof value === "string" ? value : null;
}
