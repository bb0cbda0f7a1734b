import { Problem } from "../../protocol/errors";
import type { EmbedTask } from "../../protocol/jobs";
import { type EmbedOptions, type EmbedTools, embedBy } from "../embedding/embed-by";
import type { Model } from "../models/model";
import { imageRaster, picturesToTensor, seedRaster } from "../pictures/images";
import { rows } from "../tensor";
import { DescentTeller } from "./descent-teller";
import type { JobContext, JobDefinition } from "./job";
import { readSeed, storeSeed } from "./seeds";

/**
 * Finds seeds of a picture by the method that is wished. A frame of an inversion is the noisier picture, one of a
 * descent what its first seed generates; a descent notes its state, to go on from where the worker dies.
 */
export const embed: JobDefinition<"embed"> = {
  kind: "embed",

  async run(task, context) {
    const { workbench, blobs, signal } = context;
    const [{ model, denoiser }, picture, start, kept] = await Promise.all([
      workbench.open(task.model, blobs),
      blobs.read(task.target, signal),
      task.start && blobs.read(task.start, signal),
      task.kept && blobs.read(task.kept, signal),
    ]);
    const images = await picturesToTensor([picture], model.config);
    const tools: EmbedTools = {
      model,
      denoiser,
      engine: workbench.engine,
      steps: task.steps,
      openEmbedder: () => embedderOf(task, model, context),
      ...(start && { start: readSeed(start, model.config) }),
    };
    const telling = new DescentTeller(context, (image) => imageRaster(image, model.config));
    const options: EmbedOptions = {
      signal,
      enough: task.ending ? AbortSignal.abort() : context.enough,
      onStep({ index, noisyImages }) {
        context.show({ phase: "inversion", step: index, of: task.steps }, seedRaster(noisyImages));
      },
      onPoint: (point) => telling.tell(point),
      keep: (state) => telling.keep(state),
      ...(kept && { kept }),
    };
    // What was kept is stored also where the work ends by being paused.
    const found = await embedBy(task.method, images, tools, options).finally(() => telling.stored());
    const { seeds, evaluations, milliseconds, trajectory, stages, endedBy } = found;
    const stored = [];
    for (let index = 0; index < (seeds.shape[0] ?? 0); index++)
      stored.push(await storeSeed(rows(seeds, index, index + 1), context));
    return { kind: "embed", seeds: stored, evaluations, milliseconds, trajectory, stages, endedBy };
  },
};

/** It stays open: the next picture is likely to want it too. */
async function embedderOf({ embedder }: EmbedTask, model: Model, { workbench, blobs }: JobContext) {
  if (!embedder) throw new Problem("embedder_not_available");
  return { ...(await workbench.openEmbedder(embedder, model, blobs)), dispose: async () => {} };
}
