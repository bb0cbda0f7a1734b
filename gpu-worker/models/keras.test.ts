import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, it } from "vitest";
import { createDenoiser } from "../diffusion/denoiser";
import { clean } from "../diffusion/schedule";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { readNpy } from "../files/npy";
import { makeGraph } from "../graph/graph";
import { input } from "../graph/operations/leaf";
import { frozenParameters } from "../networks/parameters";
import { unet } from "../networks/unet";
import type { Tensor } from "../tensor";
import { importKeras, type KerasDescription } from "./keras";
import { modelOf } from "./model";

const fixture = (name: string) => readFile(new URL(`../fixtures/keras/${name}`, import.meta.url));
const numbers = async (name: string) => readNpy(await fixture(name));
const engine = new OnnxruntimeEngine();
afterAll(() => engine.dispose());

const shared = { channels: 3, size: 8, widths: [4, 6], blockDepth: 2 };
const denoiser: KerasDescription = { name: "keras-denoiser", kind: "denoiser", ...shared };
const embedder: KerasDescription = { name: "keras-embedder", kind: "embedder", ...shared };

function furthest(one: Tensor, other: Tensor): number {
  expect(one.shape).toEqual(other.shape);
  return one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (other.data[at] ?? Number.NaN))), 0);
}

describe("a denoiser that Keras saved", () => {
  it.each([
    ["the weights by Keras 2, in a process that had built other networks", "denoiser.hdf5"],
    ["a whole model by Keras 2, its optimizer too", "model.h5"],
    ["the weights by Keras 3", "denoiser.weights.h5"],
    ["the whole diffusion model of Keras' example, of which the averages are taken", "diffusion-model.weights.h5"],
  ])("predicts the noise that it did: %s", async (_, name) => {
    const { config, weights } = await importKeras(await fixture(name), denoiser);
    const running = await createDenoiser(modelOf(config, weights), engine, 2);
    const at = { noiseRate: 0.6, signalRate: 0.8 };
    const { predictedNoise } = await running.step(await numbers("images.npy"), at, clean, name);
    expect(furthest(predictedNoise, await numbers("noise.npy"))).toBeLessThan(1e-5);
    await running.dispose();
  });

  it("has the published schedule, and as many waves as its first block sees", async () => {
    const { config } = await importKeras(await fixture("denoiser.hdf5"), denoiser);
    expect(config).toMatchObject({
      format: 1,
      ...{ name: "keras-denoiser", kind: "denoiser", channels: 3, size: 8 },
      network: { family: "unet", widths: [4, 6], blockDepth: 2, embedding: { dims: 6, maxFrequency: 1000 } },
      schedule: { kind: "continuous-cosine", minSignalRate: 0.02, maxSignalRate: 0.95 },
    });
  });

  it("is normalised as the file says, or as the description does, or by halves", async () => {
    const normalizationOf = async (name: string, more: object = {}) =>
      (await importKeras(await fixture(name), { ...denoiser, ...more })).config.normalization;
    const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));
    const given = { mean: [0.1, 0.2, 0.3], std: [0.3, 0.2, 0.1] };
    const whole = "diffusion-model.weights.h5";
    expect(await normalizationOf(whole)).toEqual({ mean: near([0.4, 0.5, 0.6]), std: near([0.2, 0.3, 0.4]) });
    expect(await normalizationOf(whole, { normalization: given })).toEqual(given);
    expect(await normalizationOf("denoiser.hdf5")).toEqual({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
  });
});

describe("an embedder that Keras saved", () => {
  it("finds the seeds that it did, of pixels as they are", async () => {
    const { config, weights } = await importKeras(await fixture("embedder.hdf5"), embedder);
    expect(config.schedule).toBeUndefined();
    expect(config.normalization).toEqual({ mean: [0, 0, 0], std: [1, 1, 1] });
    const images = input("images", [2, 3, 8, 8]);
    const network = { widths: embedder.widths, blockDepth: embedder.blockDepth };
    const seeds = unet({ channels: 3, network }, frozenParameters(weights), images);
    const program = await engine.compile(makeGraph("the embedder", { seeds }));
    const found = await program.run({ images: await numbers("images.npy") });
    expect(furthest(found.seeds as Tensor, await numbers("seeds.npy"))).toBeLessThan(1e-5);
  });
});

describe("a Keras file is refused by the name of the layer that does not fit:", () => {
  it.each([
    [
      "a kernel whose axes are in another order",
      "wrong-shape.hdf5",
      {},
      "model_wrong_shape",
      /conv2d_3 is \[4, 4, 3, 3\]/,
    ],
    [
      "a normalisation with scale",
      "scaled.hdf5",
      {},
      "model_wrong_shape",
      /batch_normalization_2 scales .*scale=False/,
    ],
    [
      "other widths",
      "embedder.hdf5",
      { widths: [4, 8] },
      "model_wrong_shape",
      /kernel of conv2d_5 is \[1, 1, 4, 6\], and mid\.0\.skip\.weight takes \[1, 1, 4, 8\]/,
    ],
    [
      "more blocks",
      "embedder.hdf5",
      { blockDepth: 3 },
      "model_missing_tensor",
      /holds 5 convolutions of 1 x 1.* has 6: nothing is left for head\.weight/,
    ],
    [
      "fewer blocks",
      "embedder.hdf5",
      { blockDepth: 1 },
      "model_wrong_shape",
      /holds 5 .* has 4: conv2d_\d+ is left over/,
    ],
    ["an embedder as a denoiser", "embedder.hdf5", { kind: "denoiser" }, "model_wrong_shape", /normalises 4 channels/],
    ["a denoiser as an embedder", "denoiser.hdf5", {}, "model_wrong_shape", /batch_normalization_98 normalises 10/],
    [
      "grey pictures",
      "embedder.hdf5",
      { channels: 1 },
      "model_wrong_shape",
      /conv2d is \[1, 1, 3, 4\].*\[1, 1, 1, 4\]/,
    ],
    ["a size that cannot be halved", "embedder.hdf5", { size: 9 }, "bad_request", /divisible by 2/],
    ["a file that holds no numbers", "images.npy", {}, "bad_request", /no HDF5 file/],
  ])("%s", async (_, name, change, code, sentence) => {
    const importing = importKeras(await fixture(name), { ...embedder, ...change } as KerasDescription);
    await expect(importing).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  it("one that was cut short", async () => {
    const whole = await fixture("embedder.hdf5");
    const importing = importKeras(whole.subarray(0, whole.length >> 1), embedder);
    await expect(importing).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringMatching(/truncated file/),
    });
  });
});
