import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "../files/safetensors";
import type { Tensor } from "../tensor";
import { findModels, loadModel } from "./model";

const tiny = fileURLToPath(new URL("../fixtures/tiny", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "seedbed-model-")), "tiny");
  await cp(tiny, folder, { recursive: true });
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

async function changeWeights(change: (weights: Map<string, Tensor>) => void): Promise<void> {
  const path = join(folder, "weights.safetensors");
  const weights = new Map(readSafetensors(await readFile(path)).tensors);
  change(weights);
  await writeFile(path, writeSafetensors(weights));
}

async function changeConfig(change: object): Promise<void> {
  const path = join(folder, "model.json");
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), ...change }));
}

describe("a model's folder", () => {
  it("is read whole", async () => {
    const model = await loadModel(folder);
    expect(model).toMatchObject({ id: "tiny", folder, precision: "float32", title: "tiny", summary: "" });
    expect(model.weights.get("stem.weight")?.shape).toEqual([16, 3, 1, 1]);
    expect(model.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it("has another fingerprint when a weight changes", async () => {
    const before = await loadModel(folder);
    await changeWeights((weights) => weights.set("head.bias", { shape: [3], data: Float32Array.of(1, 2, 3) }));
    expect((await loadModel(folder)).fingerprint).not.toBe(before.fingerprint);
  });

  it("is refused by the name of the tensor that is missing, misshapen or not finite", async () => {
    await changeWeights((weights) => weights.set("head.bias", { shape: [3], data: Float32Array.of(0, Number.NaN, 0) }));
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: "model_not_finite",
      message: expect.stringMatching(/head\.bias/),
    });
    await changeWeights((weights) => weights.set("head.bias", { shape: [1], data: Float32Array.of(0) }));
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: "model_wrong_shape",
      message: expect.stringMatching(/\[1\], not \[3\]/),
    });
    await changeWeights((weights) => weights.delete("head.bias"));
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: "model_missing_tensor",
      message: expect.stringMatching(/head\.bias/),
    });
  });

  it.each([
    ["a size that cannot be halved as often", { size: 18 }, /divisible by 4/],
    ["a newer format", { format: 2 }, /format must be 1/],
    ["a normalisation of too few channels", { normalization: { mean: [0.5], std: [0.5] } }, /3 numbers/],
    ["a denoiser without schedule", { schedule: undefined }, /schedule is missing/],
  ])("is refused for %s", async (_, change, sentence) => {
    await changeConfig(change);
    await expect(loadModel(folder)).rejects.toMatchObject({ code: "bad_request", message: sentence });
  });

  it("is refused where model.json is no JSON, or is not there", async () => {
    await writeFile(join(folder, "model.json"), "{");
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringMatching(/not JSON/),
    });
    await expect(loadModel(join(folder, "nowhere"))).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringMatching(/ENOENT/),
    });
  });

  it("is found beside others", async () => {
    expect(await findModels(join(folder, ".."))).toEqual([folder]);
    const packaged = (await findModels()).map((path) => basename(path));
    expect(packaged).toEqual(expect.arrayContaining(["fashion-32", "flowers-64"]));
    expect(packaged).toEqual(packaged.toSorted());
    expect(await findModels(join(folder, "nowhere"))).toEqual([]);
  });
});
