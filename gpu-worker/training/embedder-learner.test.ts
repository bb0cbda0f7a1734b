import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Dataset } from "../data/dataset";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { drawUniform } from "../latent/random";
import { loadModel } from "../models/model";
import { createCourse } from "./course";
import { inherited } from "./initial";
import { embedderConfig, publishedSettings } from "./recipe";

const engine = new OnnxruntimeEngine();
const generator = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
const { channels, size } = generator.config;
const scratch = await mkdtemp(join(tmpdir(), "seedbed-embedder-"));
afterAll(async () => {
  await engine.dispose();
  await rm(scratch, { recursive: true });
});

/** Pictures of one even brightness each. */
const plain = (count: number, number: number) => {
  const pixels = new Uint8Array(count * channels * size * size);
  drawUniform(number, 1, count).forEach((value, at) => {
    pixels.fill(256 * value, (at * pixels.length) / count, ((at + 1) * pixels.length) / count);
  });
  return pixels;
};
const dataset: Dataset = {
  name: "plain",
  channels,
  size,
  training: plain(24, 1),
  validation: plain(8, 2),
  skipped: [],
};
const settings = { ...publishedSettings, batch: 4, learningRate: 3e-3, averaging: 0.8, steps: 24, interval: 12 };

function course(seeds: string, changes: Partial<typeof settings> = {}, inheriting = false, pairSteps = 16) {
  const config = embedderConfig(generator, "plain-embedder", inheriting ? "unet" : "conv3-16");
  const inverted = { pictures: 16, corrections: 2, file: join(scratch, seeds) };
  const start = inheriting ? { start: inherited(config, generator) } : {};
  const description = { config, dataset, generator, pairSteps, inverted, settings: { ...settings, ...changes } };
  return createCourse({ ...description, ...start }, engine);
}

describe("an embedder that learns inverted seeds first", () => {
  it("comes nearer to them", async () => {
    const learning = await course(
      "nearer.seeds",
      { steps: 120, interval: 60, averaging: 0, learningRate: 0.01 },
      false,
      120,
    );
    const first = await learning.learner.evaluate(1, learning.weights);
    await learning.run({ folder: join(scratch, "nearer") });
    const model = await loadModel(join(scratch, "nearer"));
    // The generator is one that never learnt: how near its pictures come is for bench/embedding.ts to say.
    expect((await learning.learner.evaluate(1, model.weights)).loss).toBeLessThan(0.7 * first.loss);
    expect(model.config.training).toMatchObject({ pairSteps: 120, inverted: { pictures: 16, corrections: 2 } });
  });

  it("wants the absolute or the squared error of reconstructions small, as it is told", async () => {
    const lossOf = async (loss?: "absolute" | "squared") => {
      const config = embedderConfig(generator, "plain-embedder", "conv3-16");
      const { learner, weights } = await createCourse({ config, dataset, generator, settings, loss }, engine);
      const evaluation = await learner.evaluate(17, weights);
      await learner.dispose();
      return evaluation.loss;
    };
    const [plain, absolute, squared] = [await lossOf(), await lossOf("absolute"), await lossOf("squared")];
    expect(absolute).toBe(plain);
    expect(squared).not.toBeCloseTo(plain, 3);
    // The mean of squares is at least the square of the mean.
    expect(squared).toBeGreaterThan(plain ** 2);
  });

  it("goes on where it was interrupted, in either part, to the very same weights", async () => {
    await (await course("whole.seeds")).run({ folder: join(scratch, "whole") });
    for (const last of [5, 20]) {
      const controller = new AbortController();
      const onStep = ({ step }: { step: number }) => {
        if (step === last) controller.abort();
      };
      const parted = await course("parted.seeds");
      const { step } = await parted.run({ folder: join(scratch, "parted"), signal: controller.signal, onStep });
      expect(step).toBe(last);
    }
    await (await course("parted.seeds")).run({ folder: join(scratch, "parted") });
    const [whole, parted] = await Promise.all(["whole", "parted"].map((name) => loadModel(join(scratch, name))));
    expect(parted?.weights).toEqual(whole?.weights);
  });

  it("takes the seeds that another training found", async () => {
    const learning = await course("whole.seeds", { number: 5 });
    const { mtimeMs } = await stat(join(scratch, "whole.seeds"));
    const kept = await readFile(join(scratch, "whole.seeds"));
    for (let step = 1; step <= 16; step++) await learning.learner.evaluate(step, learning.weights);
    expect((await stat(join(scratch, "whole.seeds"))).mtimeMs).toBe(mtimeMs);
    expect(await readFile(join(scratch, "whole.seeds"))).toEqual(kept);
  });

  it("does not go on with pairs of another kind", async () => {
    const controller = new AbortController();
    controller.abort();
    await (await course("other.seeds")).run({ folder: join(scratch, "other"), signal: controller.signal });
    const config = embedderConfig(generator, "plain-embedder", "conv3-16");
    const drawn = await createCourse({ config, dataset, generator, pairSteps: 16, settings }, engine);
    await expect(drawn.run({ folder: join(scratch, "other") })).rejects.toThrow(/with other settings/);
  });
});

describe("an embedder that inherits its generator's weights", () => {
  it("has them wherever layers are the same, of wider ones those that see the picture, and says whose they are", async () => {
    const learning = await course("inherited.seeds", { steps: 12 }, true);
    expect(learning.weights.get("mid.0.conv1.weight")).toEqual(generator.weights.get("mid.0.conv1.weight"));
    const [wide, cut] = [generator, learning].map(({ weights }) => weights.get("down.0.conv1.weight"));
    expect(cut?.shape[1]).toBeLessThan(wide?.shape[1] ?? 0);
    const kernels = 9 * (cut?.shape[1] ?? 0);
    expect(cut?.data.slice(kernels, kernels + 9)).toEqual(
      wide?.data.slice(9 * (wide.shape[1] ?? 0), 9 * (wide.shape[1] ?? 0) + 9),
    );
    await learning.run({ folder: join(scratch, "heir") });
    const { config } = await loadModel(join(scratch, "heir"));
    expect(config.training).toMatchObject({ parent: generator.id, parentHash: generator.weightsHash });
  });
});
