import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { EmbedMethod } from "../../protocol/embedding";
import { ModelId } from "../../protocol/ids";
import { createDenoiser } from "../diffusion/denoiser";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { drawSeed } from "../latent/random";
import { seedStatistics } from "../latent/statistics";
import { loadModel } from "../models/model";
import { rows, type Tensor } from "../tensor";
import { type EmbedOptions, embedBy } from "./embed-by";
import type { Embedder } from "./embedder";
import { reconstruct } from "./reconstruct";
import { meanSquaredErrors } from "./squared-error";

const model = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
const engine = new OnnxruntimeEngine({ memory: 2 ** 31 });
const steps = 4;
const denoiser = await createDenoiser(model, engine, 2);
const tools = { model, denoiser, engine, steps };
afterAll(() => engine.dispose());

const { channels, size } = model.config;
/** Pictures that the model can make. */
const images = await reconstruct(denoiser, drawSeed(3, [2, channels, size, size]), steps);
const picture = rows(images, 0, 1);

const descent = {
  name: "descent",
  iterations: 12,
  learningRate: 0.05,
  rate: "constant",
  loss: "absolute",
  penalty: 0.005,
  wished: null,
  seeds: 3,
  number: 7,
} as const satisfies EmbedMethod;
const { seeds: _, number: __, ...rest } = descent;
const refine = { ...rest, name: "refine" } as const satisfies EmbedMethod;
const embedderId = ModelId.parse("an-embedder");
const best = { name: "best", wished: 1e-3, evaluations: 400, embedderId: null } as const satisfies EmbedMethod;

const errorsOf = async (seeds: Tensor, targets: Tensor) =>
  meanSquaredErrors(await reconstruct(denoiser, seeds, steps), targets, model.config);

describe("every way to embed", () => {
  const methods: EmbedMethod[] = [
    { name: "inversion", corrections: 2 },
    { name: "image", strength: 0.02 },
    { name: "embedder", embedderId },
    descent,
    refine,
    best,
  ];
  const openEmbedder = async (): Promise<Embedder> => ({
    model,
    embed: async () => drawSeed(1, picture.shape),
    dispose: async () => {},
  });

  it.each(methods)(
    "$name tells seeds, the error that they really have, what they cost, and its stages",
    async (method) => {
      const found = await embedBy(method, picture, { ...tools, openEmbedder, start: drawSeed(2, picture.shape) });
      const [error = Number.NaN] = await errorsOf(rows(found.seeds, 0, 1), picture);
      expect(error / found.meanSquaredError).toBeCloseTo(1, 3);
      expect(found.errors[0]).toBe(found.meanSquaredError);
      expect(found.trajectory.at(-1)?.meanSquaredError).toBe(found.meanSquaredError);
      expect(found.stages.reduce((sum, { evaluations }) => sum + evaluations, 0)).toBe(found.evaluations);
      expect(found.stages.at(-1)?.meanSquaredError).toBe(found.meanSquaredError);
      expect(found.milliseconds).toBeGreaterThan(0);
    },
  );

  it.each(methods)("$name refuses a picture with NaN, and ends when it is told to", async (method) => {
    const broken = { shape: picture.shape, data: picture.data.map((value, at) => (at === 5 ? Number.NaN : value)) };
    await expect(embedBy(method, broken, tools)).rejects.toMatchObject({ code: "not_finite" });
    const signal = AbortSignal.abort(new Error("away"));
    await expect(embedBy(method, picture, tools, { signal })).rejects.toThrow("away");
  });

  it("say what they lack: an embedder, a seed to refine, one that fits", async () => {
    await expect(embedBy({ name: "embedder", embedderId }, picture, tools)).rejects.toMatchObject({
      code: "embedder_not_available",
    });
    await expect(embedBy(refine, picture, tools)).rejects.toMatchObject({ code: "start_seed_missing" });
    const start = drawSeed(1, [1, channels, size / 2, size / 2]);
    await expect(embedBy(refine, picture, { ...tools, start })).rejects.toMatchObject({ code: "seed_does_not_fit" });
  });
});

describe("descent", () => {
  it("makes the error less, and answers the seeds of a picture best first", async () => {
    const found = await embedBy(descent, images, tools);
    expect(found.seeds.shape).toEqual([6, channels, size, size]);
    for (const [first = 0, second = 0, third = 0] of [found.errors.slice(0, 3), found.errors.slice(3)]) {
      expect(first).toBeLessThan(second);
      expect(second).toBeLessThan(third);
    }
    expect(found.meanSquaredError).toBeLessThan(0.7 * (found.trajectory[0]?.meanSquaredError ?? 0));
    expect(found.evaluations).toBe(3 * (12 * 2 * steps + steps));
    expect(found.endedBy).toBe("finished");
  });

  it("begins with the seeds of its number and the next ones", async () => {
    const images: Tensor[] = [];
    await embedBy({ ...descent, iterations: 1 }, picture, tools, { onPoint: (point) => images.push(point.images) });
    const shape = [1, channels, size, size];
    for (const index of [0, 1, 2]) {
      const made = await reconstruct(denoiser, drawSeed(7 + index, shape), steps);
      const shown = rows(images[0] ?? made, index, index + 1);
      expect(meanSquaredErrors(shown, made, model.config)[0]).toBeLessThan(1e-8);
    }
  });

  it("ends as soon as the error is as wished, and where it is said to be enough, with the best so far", async () => {
    const whole = await embedBy(descent, picture, tools);
    const wished = whole.trajectory[5]?.meanSquaredError ?? 0;
    const reached = await embedBy({ ...descent, wished }, picture, tools);
    expect(reached.endedBy).toBe("wished-error");
    expect(reached.trajectory).toEqual(whole.trajectory.slice(0, 6));

    const enough = new AbortController();
    const stopped = await embedBy(descent, picture, tools, {
      enough: enough.signal,
      onPoint: ({ iteration }) => iteration === 4 && enough.abort(),
    });
    expect(stopped.endedBy).toBe("stopped");
    expect(stopped.trajectory).toEqual(whole.trajectory.slice(0, 4));
  });

  it("that diverges ends with the best so far, and says so", async () => {
    const { seeds: start, meanSquaredError } = await embedBy({ name: "inversion", corrections: 8 }, picture, tools);
    const wild = { ...refine, learningRate: 1, iterations: 200, loss: "squared", penalty: 0 } as const;
    const found = await embedBy(wild, picture, { ...tools, start });
    expect(found.endedBy).toBe("diverged");
    expect(found.evaluations).toBeLessThan(200 * 2 * steps);
    expect(found.meanSquaredError).toBeLessThanOrEqual(1.01 * meanSquaredError);
  });

  it.each(["absolute", "squared"] as const)(
    "of the %s error may fall to a rate of 0, and tells how long it takes",
    async (loss) => {
      const told: number[] = [];
      const falling = { ...descent, loss, rate: "falling", iterations: 40 } as const;
      const found = await embedBy(falling, picture, tools, { onPoint: ({ secondsLeft }) => told.push(secondsLeft) });
      expect(found.meanSquaredError).toBeLessThan(0.5 * (found.trajectory[0]?.meanSquaredError ?? 0));
      expect(told).toHaveLength(40);
      expect(told.at(-1)).toBe(0);
      expect(told[0]).toBeGreaterThan(0);
    },
  );
});

describe("a descent that is interrupted", () => {
  /** Interrupts after some iterations, and answers what was kept. */
  async function interrupted(method: EmbedMethod, iterations: number, kept?: Uint8Array): Promise<Uint8Array> {
    const cancel = new AbortController();
    let state: Uint8Array | undefined;
    const options: EmbedOptions = {
      signal: cancel.signal,
      keep: (bytes) => {
        state = bytes;
      },
      onPoint: ({ iteration }) => iteration === iterations && cancel.abort(new Error("away")),
      ...(kept && { kept }),
    };
    await expect(embedBy(method, picture, { ...tools, start: drawSeed(2, picture.shape) }, options)).rejects.toThrow(
      "away",
    );
    if (!state) throw new Error("nothing was kept");
    return state;
  }

  it.each([
    ["descent", descent, [[1], [5], [3, 4, 9]]],
    ["refine", refine, [[1], [5], [3, 4, 9]]],
    ["best", { ...best, wished: 1e-14, evaluations: 550 }, [[1], [3], [1, 2, 3]]],
  ] as const)("comes to the identical result: %s, wherever that was, and however often", async (_name, method, all) => {
    const given = { ...tools, start: drawSeed(2, picture.shape) };
    const whole = await embedBy(method, picture, given);
    for (const places of all) {
      let kept: Uint8Array | undefined;
      for (const place of places) kept = await interrupted(method, place, kept);
      const { milliseconds, stages, ...found } = await embedBy(method, picture, given, { kept });
      const { milliseconds: _milliseconds, stages: expectedStages, ...expected } = whole;
      expect(found).toEqual(expected);
      const withoutTime = (each: typeof stages) => each.map(({ milliseconds: _time, ...stage }) => stage);
      expect(withoutTime(stages)).toEqual(withoutTime(expectedStages));
    }
  });

  it("may go on for longer, but not with another picture, nor with what is damaged", async () => {
    const kept = await interrupted(descent, 5);
    const longer = await embedBy({ ...descent, iterations: 20 }, picture, tools, { kept });
    expect(longer.evaluations).toBe(descent.seeds * (20 * 2 * steps + steps));
    const other = rows(images, 1, 2);
    await expect(embedBy(descent, other, tools, { kept })).rejects.toMatchObject({ code: "bad_request" });
    const damaged = embedBy(descent, picture, tools, { kept: kept.slice(0, 200) });
    await expect(damaged).rejects.toMatchObject({ code: "bad_request" });
  });
});

describe("the best way", () => {
  it("reaches the wished error by inversion, within its budget, with seeds spread as random ones", async () => {
    const found = await embedBy(best, images, tools);
    expect(found.endedBy).toBe("wished-error");
    expect(Math.max(...found.errors)).toBeLessThanOrEqual(best.wished);
    expect(found.evaluations).toBeLessThanOrEqual(best.evaluations);
    expect(new Set(found.stages.map(({ name }) => name))).toEqual(new Set(["inversion"]));
    const { variance } = seedStatistics(found.seeds);
    expect(variance).toBeGreaterThan(0.5);
  });

  it("stops at an embedder's seed that is good enough", async () => {
    const seeds = drawSeed(3, images.shape);
    const openEmbedder = async (): Promise<Embedder> => ({ model, embed: async () => seeds, dispose: async () => {} });
    const found = await embedBy({ ...best, embedderId }, images, { ...tools, openEmbedder });
    expect(found.stages).toMatchObject([{ name: "embedder", evaluations: 1 + steps }]);
    expect(found.seeds).toEqual(seeds);
  });

  it.each([1, 2, 30])("serves generators of %i steps too", async (some) => {
    const made = await reconstruct(denoiser, drawSeed(5, picture.shape), some);
    const found = await embedBy({ ...best, wished: 1e-6, evaluations: 300 }, made, { ...tools, steps: some });
    const again = await reconstruct(denoiser, found.seeds, some);
    expect(meanSquaredErrors(again, made, model.config)[0]).toBeCloseTo(found.meanSquaredError, 8);
    expect(found.evaluations).toBeLessThanOrEqual(300);
    expect(found.meanSquaredError).toBeLessThan(1e-3);
  });

  it("spends no more than it may on an error that cannot be had, and says so", async () => {
    const found = await embedBy({ ...best, wished: 1e-14, evaluations: 500 }, picture, tools);
    expect(found.endedBy).toBe("budget");
    expect(found.evaluations).toBeLessThanOrEqual(500);
    expect(found.stages.at(-1)?.name).toBe("descent");
    const scant = await embedBy({ ...best, wished: 1e-14, evaluations: 12 }, picture, tools);
    expect(scant).toMatchObject({ endedBy: "budget", stages: [{ name: "inversion" }] });
    expect(scant.evaluations).toBeLessThanOrEqual(12);
  });
});
