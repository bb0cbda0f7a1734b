import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Dataset } from "../data/dataset";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { writeSafetensors } from "../files/safetensors";
import { drawUniform } from "../latent/random";
import { loadModel } from "../models/model";
import { createCourse } from "./course";
import { denoiserConfig, embedderConfig, publishedSettings } from "./recipe";

const engine = new OnnxruntimeEngine();
const scratch = await mkdtemp(join(tmpdir(), "seedbed-training-"));
afterAll(async () => {
  await engine.dispose();
  await rm(scratch, { recursive: true });
});

/** Bright squares on black, each at a place and of a size of its own. */
function squares(count: number, channels: number, size: number, number: number): Uint8Array {
  const pixels = new Uint8Array(count * channels * size * size);
  const draws = drawUniform(number, 1, count * 3);
  for (let picture = 0; picture < count; picture++) {
    const [x = 0, y = 0, s = 0] = draws.subarray(picture * 3, picture * 3 + 3);
    const side = 4 + Math.floor(s * (size / 2 - 4));
    const [left, top] = [x, y].map((at) => Math.floor(at * (size - side))) as [number, number];
    for (let channel = 0; channel < channels; channel++)
      for (let row = top; row < top + side; row++)
        pixels.fill(
          230,
          ((picture * channels + channel) * size + row) * size + left,
          ((picture * channels + channel) * size + row) * size + left + side,
        );
  }
  return pixels;
}

const dataset: Dataset = {
  name: "squares",
  channels: 1,
  size: 16,
  training: squares(96, 1, 16, 1),
  validation: squares(16, 1, 16, 2),
  skipped: [],
};
const settings = { ...publishedSettings, batch: 8, learningRate: 3e-3, averaging: 0.9, number: 7 };
const description = { name: "squares", widths: [8, 16], blockDepth: 1, schedule: "continuous-cosine" } as const;

function course(steps: number, changes: Partial<typeof settings> = {}) {
  const config = denoiserConfig(dataset, description);
  return createCourse({ config, dataset, settings: { ...settings, steps, ...changes } }, engine);
}

const losses = ({ curve }: { curve: readonly { step: number; trainingLoss: number; validationLoss: number }[] }) =>
  curve.map(({ step, trainingLoss, validationLoss }) => ({ step, trainingLoss, validationLoss }));

describe("a training", () => {
  it("learns the noise in pictures, and leaves a model that can be used", async () => {
    const folder = join(scratch, "squares");
    const { finished, curve } = await (await course(120)).run({ folder });
    expect(finished).toBe(true);
    // A network that says nothing is at 0.80, the mean absolute value of N(0, 1).
    expect(curve[0]?.trainingLoss).toBeGreaterThan(0.6);
    expect(curve.at(-1)?.validationLoss).toBeLessThan(0.45);
    const model = await loadModel(folder);
    expect(model.config.data).toMatchObject({ name: "squares", count: 96, heldOut: 16 });
    expect(model.config.training).toMatchObject({ steps: 120, batch: 8, optimizer: "AdamW" });
    expect((await stat(join(folder, "samples.webp"))).size).toBeGreaterThan(100);
    expect(JSON.parse(await readFile(join(folder, "curve.json"), "utf8"))).toEqual(curve);
    await expect(stat(join(folder, "checkpoint.safetensors"))).rejects.toThrow("ENOENT");
  });

  it("does not begin anew over a model that is finished", async () => {
    const folder = join(scratch, "squares");
    const before = await readFile(join(folder, "weights.safetensors"));
    await expect((await course(120)).run({ folder })).rejects.toThrow(/holds a model that is finished/);
    expect(await readFile(join(folder, "weights.safetensors"))).toEqual(before);
  });

  it("goes on to the end where it was killed while it ended", async () => {
    const folder = join(scratch, "ended");
    const running = await course(20);
    await running.run({ folder, signal: AbortSignal.abort() });
    const first = await readFile(join(folder, "checkpoint.safetensors"));
    const { curve } = await running.run({ folder });
    await writeFile(join(folder, "checkpoint.safetensors"), first);
    expect(losses(await (await course(20)).run({ folder }))).toEqual(losses({ curve }));
  });

  it("does not take a checkpoint that it cannot read for none", async () => {
    const folder = join(scratch, "unreadable");
    await mkdir(join(folder, "checkpoint.safetensors"), { recursive: true });
    await expect((await course(20)).run({ folder })).rejects.toThrow(/cannot be read: EISDIR/);
  });

  it("that is interrupted goes on to the very same curve and weights", async () => {
    const [whole, parted] = [join(scratch, "whole"), join(scratch, "parted")];
    const uninterrupted = await (await course(60)).run({ folder: whole });
    for (const last of [7, 20, 33]) {
      const controller = new AbortController();
      const part = await (await course(60)).run({
        folder: parted,
        signal: controller.signal,
        onStep: ({ step }) => {
          if (step === last) controller.abort();
        },
      });
      expect(part).toMatchObject({ finished: false, step: last });
    }
    const resumed = await (await course(60)).run({ folder: parted });
    expect(losses(resumed)).toEqual(losses(uninterrupted));
    const [one, other] = await Promise.all([loadModel(whole), loadModel(parted)]);
    expect(other.weights).toEqual(one.weights);
  });

  it("does not go on from one with other settings, and does not touch it", async () => {
    const folder = join(scratch, "other");
    const signal = AbortSignal.abort();
    await (await course(60)).run({ folder, signal });
    const before = await readFile(join(folder, "checkpoint.safetensors"));
    const another = await course(60, { learningRate: 1e-3 });
    await expect(another.run({ folder })).rejects.toThrow(/holds a training with other settings/);
    expect(await readFile(join(folder, "checkpoint.safetensors"))).toEqual(before);
  });

  it("that comes to no number stops, says at which step, and keeps its checkpoint", async () => {
    const folder = join(scratch, "broken");
    const start = await loadModel(join(scratch, "squares"));
    const broken = new Map(start.weights);
    broken.set("stem.weight", { shape: [8, 1, 1, 1], data: new Float32Array(8).fill(1e38) });
    const config = denoiserConfig(dataset, description);
    const exploding = await createCourse(
      { config, dataset, settings: { ...settings, steps: 60 }, start: { ...start, weights: broken } },
      engine,
    );
    await expect(exploding.run({ folder })).rejects.toThrow(/training step 1/);
    expect((await stat(join(folder, "checkpoint.safetensors"))).size).toBeGreaterThan(1000);
    await expect(stat(join(folder, "model.json"))).rejects.toThrow("ENOENT");
  });

  it("cannot write where there is a file, and says so", async () => {
    const folder = join(scratch, "a-file");
    await writeFile(folder, "");
    await expect((await course(20)).run({ folder })).rejects.toMatchObject({ code: "not_written" });
  });

  it("does not go on from a checkpoint that is none", async () => {
    const folder = join(scratch, "none");
    await mkdir(folder);
    await writeFile(join(folder, "checkpoint.safetensors"), writeSafetensors(new Map()));
    await expect((await course(20)).run({ folder })).rejects.toThrow(/none of this Seedbed's/);
  });
});

describe("an embedder", () => {
  it("learns seeds that the generator makes pictures of, first from pairs and then from pictures", async () => {
    const generator = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
    const { channels, size } = generator.config;
    const pictures = {
      ...dataset,
      channels,
      training: squares(32, channels, size, 1),
      validation: squares(8, channels, size, 2),
    };
    const config = embedderConfig(generator, "squares-embedder", "conv3-16");
    const learning = await createCourse(
      {
        config,
        dataset: pictures,
        generator,
        pairSteps: 10,
        settings: { ...settings, batch: 4, learningRate: 2e-3, steps: 60 },
      },
      engine,
    );
    const before = await learning.learner.validate(learning.weights);
    const folder = join(scratch, "embedder");
    const { curve } = await learning.run({ folder });
    const model = await loadModel(folder);
    const after = await learning.learner.validate(model.weights);
    expect(after.loss).toBeLessThan(0.9 * before.loss);
    expect(curve.at(-1)?.meanSquaredError).toBeGreaterThan(0);
    expect(model.config).toMatchObject({ kind: "embedder", training: { generator: "tiny", pairSteps: 10 } });
  });
});

describe("a folder in which another process trains", () => {
  it("is refused, and taken over once that process is gone", async () => {
    const folder = join(scratch, "locked");
    await mkdir(folder);
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await writeFile(join(folder, "training.lock"), `${other.pid} `);
    await expect((await course(20)).run({ folder })).rejects.toThrow(`process ${other.pid} trains in`);
    const gone = once(other, "exit");
    other.kill();
    await gone;
    expect((await (await course(20)).run({ folder })).finished).toBe(true);
    await expect(stat(join(folder, "training.lock"))).rejects.toThrow("ENOENT");
  });
});

describe("a batch that does not fit into memory", () => {
  it("is refused before anything is compiled, with one that would fit", async () => {
    const small = new OnnxruntimeEngine({ memory: 40 * 2 ** 20 });
    const config = denoiserConfig(dataset, description);
    const refused = createCourse({ config, dataset, settings: { ...settings, batch: 1024, steps: 1 } }, small);
    const message = await refused.then(
      () => "",
      (error: Error) => error.message,
    );
    const most = Number(/a batch of at most (\d+)/.exec(message)?.[1]);
    expect(most).toBeGreaterThan(1);
    const fits = await createCourse({ config, dataset, settings: { ...settings, batch: most, steps: 1 } }, small);
    await fits.learner.dispose();
    await small.dispose();
  });
});
