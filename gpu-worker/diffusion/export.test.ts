import { fileURLToPath } from "node:url";
import * as onnxruntime from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { openEngine } from "../engines";
import { drawSeed } from "../latent/random";
import { loadModel, type Model } from "../models/model";
import type { Tensor } from "../tensor";
import { createDenoiser } from "./denoiser";
import { exportDenoiser, exportGenerator } from "./export";
import { generate } from "./generator";
import { generationRates } from "./schedule";

const seeds = drawSeed(5, [2, 1, 32, 32]);
let model: Model;
let wanted: Tensor;
beforeAll(async () => {
  model = await loadModel(fileURLToPath(new URL("../../models/fashion-32", import.meta.url)));
  const engine = await openEngine();
  const [images] = (await generate(await createDenoiser(model, engine, 2), seeds)).slice(-1);
  if (!images) throw new Error("nothing was generated");
  wanted = images;
  await engine.dispose();
});

/** The largest difference over the largest value. */
function relativeError(found: Float32Array): number {
  const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(found.length).toBe(wanted.data.length);
  return largest(found.map((value, at) => value - (wanted.data[at] ?? 0))) / largest(wanted.data);
}

const floats = (data: Float32Array) => new onnxruntime.Tensor("float32", data, seeds.shape);

async function outputOf(
  session: onnxruntime.InferenceSession,
  feeds: Record<string, onnxruntime.Tensor>,
  name: string,
) {
  const data = (await session.run(feeds))[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`no ${name}`);
  return data;
}

describe("an exported file, run by another program", () => {
  it("gives what generate gives, of the whole generator", async () => {
    const { bytes, inputs, outputs } = exportGenerator(model, 2, 10);
    expect({ inputs, outputs }).toEqual({ inputs: ["seeds"], outputs: ["images"] });
    const session = await onnxruntime.InferenceSession.create(bytes);
    expect(relativeError(await outputOf(session, { seeds: floats(seeds.data) }, "images"))).toBeLessThan(1e-5);
  });

  it("gives what generate gives, of the denoiser in a loop by the published equations", async () => {
    const { bytes, inputs, outputs } = exportDenoiser(model, 2);
    const session = await onnxruntime.InferenceSession.create(bytes);
    expect({ inputs, outputs }).toEqual({ inputs: session.inputNames, outputs: session.outputNames });
    if (!model.config.schedule) throw new Error("fashion-32 is a denoiser");
    const rates = generationRates(10, model.config.schedule);
    let noisyImages = seeds.data;
    for (const [index, { noiseRate, signalRate }] of rates.slice(0, -1).entries()) {
      const next = rates[index + 1] ?? { noiseRate: 0, signalRate: 1 };
      const variance = new onnxruntime.Tensor("float64", Float64Array.of(noiseRate ** 2), []);
      const feeds = { noisy_images: floats(noisyImages), noise_variance: variance };
      const noise = await outputOf(session, feeds, "predicted_noise");
      noisyImages = noisyImages.map((value, at) => {
        const image = (value - noiseRate * (noise[at] ?? 0)) / signalRate;
        return next.signalRate * image + next.noiseRate * (noise[at] ?? 0);
      });
    }
    expect(relativeError(noisyImages)).toBeLessThan(1e-5);
  });

  it("holds operations of the standard domain alone", () => {
    for (const { bytes } of [exportDenoiser(model, 1), exportGenerator(model, 1, 2)])
      expect(Buffer.from(bytes).includes("com.microsoft")).toBe(false);
  });
});
