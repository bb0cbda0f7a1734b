import { createDenoiser } from "../../gpu-worker/diffusion/denoiser";
import { generate } from "../../gpu-worker/diffusion/generator";
import { openEngine } from "../../gpu-worker/engines";
import { drawSeed } from "../../gpu-worker/latent/random";
import { findModels, loadModel } from "../../gpu-worker/models/model";
import { median } from "../measure/numbers";

/** The median milliseconds of `generate` alone on the engine: no frames, no server, nothing stored. */
export async function bareLoop(modelId: string, steps: number, rounds: number): Promise<number | null> {
  const models = await Promise.all((await findModels()).map((folder) => loadModel(folder)));
  const model = models.find(({ id }) => id === modelId);
  if (!model) throw new Error(`There is no model ${modelId}.`);
  const denoiser = await createDenoiser(model, await openEngine());
  const { channels, size } = model.config;
  const times: number[] = [];
  for (let number = 0; number <= rounds; number++) {
    const seed = drawSeed(number, [1, channels, size, size]);
    const begun = performance.now();
    await generate(denoiser, seed, { steps });
    if (number > 0) times.push(performance.now() - begun);
  }
  await denoiser.dispose();
  return median(times);
}
