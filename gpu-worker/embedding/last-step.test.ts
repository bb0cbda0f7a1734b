import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createDenoiser } from "../diffusion/denoiser";
import { ratesAt } from "../diffusion/schedule";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { drawNormal, drawSeed } from "../latent/random";
import { loadModel } from "../models/model";
import type { Tensor } from "../tensor";
import { settleLastStep } from "./last-step";
import { meanSquaredErrors } from "./squared-error";

const model = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
const engine = new OnnxruntimeEngine({ memory: 2 ** 31 });
afterAll(() => engine.dispose());
const shape = [2, model.config.channels, model.config.size, model.config.size];

describe("the noisiest step, solved by least squares", () => {
  it("comes nearer to what is wanted of it, for each seed by itself, even where nothing gives that exactly", async () => {
    const denoiser = await createDenoiser(model, engine, 2);
    const [at, next] = [ratesAt(1, denoiser.schedule), ratesAt(0.9, denoiser.schedule)];
    const step = async (seeds: Tensor) => (await denoiser.step(seeds, at, next, "one step")).nextImages;
    const start = drawSeed(1, shape);
    const wanted = drawNormal(2, 1, shape);
    const settled = await settleLastStep(model, engine, 10, start, wanted);
    const [before, after] = [await step(start), await step(settled)].map((images) =>
      meanSquaredErrors(images, wanted, model.config),
    );
    for (const image of [0, 1]) expect(after?.[image]).toBeLessThan(0.2 * (before?.[image] ?? 0));
  });

  it("ends when it is told to", async () => {
    const seeds = drawSeed(1, shape);
    const signal = AbortSignal.abort(new Error("away"));
    await expect(settleLastStep(model, engine, 10, seeds, seeds, signal)).rejects.toThrow("away");
  });
});
