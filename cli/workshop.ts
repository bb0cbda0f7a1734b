import { MemoryBlobs } from "../gpu-worker/blobs/memory";
import type { BlobStore } from "../gpu-worker/blobs/store";
import { type Engine, openEngine } from "../gpu-worker/engines";
import { alone } from "../gpu-worker/jobs/alone";
import { FrameStream } from "../gpu-worker/jobs/frames";
import type { JobContext } from "../gpu-worker/jobs/job";
import type { Model } from "../gpu-worker/models/model";
import { Workbench, whyUnusable } from "../gpu-worker/workbench";
import { ModelId } from "../protocol/ids";
import { Complaint } from "./complaint";
import { findModel, messageOf, readModel } from "./models";
import type { Terminal } from "./words";

/** One model on this machine's engine, with blobs in memory: what a worker's jobs need, without a server. */
export interface Workshop {
  readonly model: Model;
  readonly modelId: ModelId;
  readonly engine: Engine;
  readonly blobs: BlobStore;
  /** Runs a job; answers its result and the WebP bytes of its frames. */
  perform<Result>(job: (context: JobContext) => Promise<Result>): Promise<{ result: Result; frames: Uint8Array[] }>;
  close(): Promise<void>;
}

export async function openWorkshop(nameOrFolder: string, terminal: Terminal): Promise<Workshop> {
  const model = await readModel(await findModel(nameOrFolder));
  const reason =
    model.config.kind === "denoiser" ? whyUnusable(model) : `it is an ${model.config.kind}, and jobs need a denoiser`;
  if (reason) throw new Complaint("model_not_usable", `The model in ${model.folder} cannot be used: ${reason}.`);
  const engine = await startEngine(terminal);
  const workbench = new Workbench(engine, [model]);
  const blobs = new MemoryBlobs();
  return {
    model,
    modelId: ModelId.parse(model.id),
    engine,
    blobs,
    async perform(job) {
      const frames: Uint8Array[] = [];
      const stream = new FrameStream((_, picture) => frames.push(picture));
      const show = stream.show.bind(stream);
      const result = await workbench.lend((bench) => job(alone({ workbench: bench, blobs, show })));
      await stream.drained();
      return { result, frames };
    },
    close: () => workbench.dispose(),
  };
}

/** Warnings go to the terminal. Throws a Complaint if no engine runs on this machine. */
export async function startEngine(terminal: Terminal, environment = process.env): Promise<Engine> {
  const warn = (message: string) => terminal.complain(`warning: ${message}\n`);
  return await openEngine({ environment, warn }).catch((error: unknown) => {
    throw new Complaint("engine_not_available", `No engine can be started: ${messageOf(error)}. Try seedbed doctor.`);
  });
}
