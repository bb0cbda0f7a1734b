import { afterAll, describe, expect, it } from "vitest";
import type { EmbedMethod } from "../../protocol/embedding";
import { drawSeed } from "../latent/random";
import { rows, type Tensor } from "../tensor";
import { type EmbedOptions, embedBy } from "./embed-by";
import type { Embedder } from "./embedder";
import { reconstruct } from "./reconstruct";
import { meanSquaredErrors } from "./squared-error";
import {
  channels,
  denoiser,
  embedderId,
  engine,
  errorsOf,
  images,
  model,
  picture,
  size,
  steps,
  tools,
} from "./testing/tiny";

afterAll(() => engine.dispose());

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
const best = { name: "best", wished: 1e-3, evaluations: 400, embedderId: null } as const satisfies EmbedMethod;

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

it("ends its curve at the result, also between two points that are drawn", async () => {
  const enough = new AbortController();
  const long = { ...refine, learningRate: 0.001, iterations: 1000 };
  const given = { ...tools, start: drawSeed(2, picture.shape) };
  // From 128 on every second iteration is drawn.
  const onPoint: EmbedOptions["onPoint"] = ({ iteration }) => iteration === 132 && enough.abort();
  const found = await embedBy(long, picture, given, { enough: enough.signal, onPoint });
  expect(found.trajectory.length).toBeLessThan(132);
  expect(found.trajectory.at(-1)).toEqual({
    evaluations: found.evaluations,
    meanSquaredError: found.meanSquaredError,
  });
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
