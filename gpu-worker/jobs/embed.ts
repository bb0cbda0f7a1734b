import { invert } from "../embedding/inversion";
import { picturesToTensor, seedRaster } from "../pictures/images";
import type { JobDefinition } from "./job";
import { storeSeed } from "./seeds";

/** Finds the seed of a picture by running the generator's steps backwards; each frame is the noisier picture. */
export const embed: JobDefinition<"embed"> = {
  kind: "embed",

  async run({ model: reference, steps, method, target }, context) {
    const { workbench, blobs, show, signal } = context;
    const [{ model, denoiser }, picture] = await Promise.all([
      workbench.open(reference, blobs),
      blobs.read(target, signal),
    ]);
    const images = await picturesToTensor([picture], model.config);
    const started = performance.now();
    const { seeds, evaluations } = await invert(denoiser, images, {
      steps,
      ...(method.name === "inversion" && { corrections: method.corrections }),
      signal,
      onStep({ index, noisyImages }) {
        show({ phase: "inversion", step: index, of: steps }, seedRaster(noisyImages));
      },
    });
    const milliseconds = performance.now() - started;
    return {
      kind: "embed",
      seeds: [await storeSeed(seeds, context)],
      evaluations,
      milliseconds,
      trajectory: [],
      stages: [],
      endedBy: "finished",
    };
  },
};
