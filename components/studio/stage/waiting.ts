import type { Job, Model, WorkerStatus } from "@/protocol/entities";
import { isHere } from "../state/models";

/** What a queued job waits for. */
export function waitingInWords(job: Job, workers: readonly WorkerStatus[], models: readonly Model[]): string {
  // A worker that trains does nothing else.
  if (!workers.some((worker) => !worker.trains)) return "Waiting for a worker to connect. The work starts by itself.";
  if (!isHere(models, job.modelId, job.kind === "embed" ? job.method : undefined))
    return "No worker here has this model just now; it is done when one comes back.";
  return "Waiting for its turn. Other work is running.";
}
