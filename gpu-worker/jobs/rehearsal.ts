import type { Logger } from "pino";
import type { Outcome } from "../../protocol/events";
import { MemoryBlobs } from "../blobs/memory";
import type { Workbench } from "../workbench";
import { alone } from "./alone";
import { FrameStream } from "./frames";
import { carryOut } from "./outcome";

/**
 * Carries out a job of one step for nobody: the first run of a model, of its engine and of the picture encoders
 * allocates and compiles what all later ones use.
 */
export async function rehearse(modelId: string, workbench: Workbench, log: Logger): Promise<Outcome> {
  const frames = new FrameStream(() => undefined);
  const model = { id: modelId, files: null };
  const task = { kind: "generate", model, steps: 1, seed: { from: "number", number: 0 }, realism: 0, target: null };
  const show = frames.show.bind(frames);
  const outcome = await workbench.lend((bench) =>
    carryOut(task, alone({ workbench: bench, blobs: new MemoryBlobs(), show }), log),
  );
  await frames.drained();
  return outcome;
}
