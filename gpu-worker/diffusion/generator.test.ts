import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkModel } from "../check/check";
import { invert } from "../embedding/inversion";
import { openEngine } from "../engines";
import type { Engine } from "../graph/engine";
import { drawSeed } from "../latent/random";
import { loadModel, type Model } from "../models/model";
import { rows, type Tensor } from "../tensor";
import { createDenoiser, type Denoiser } from "./denoiser";
import { generate } from "./generator";

const tiny = fileURLToPath(new URL("../fixtures/tiny", import.meta.url));
let engine: Engine;
let model: Model;
let denoiser: Denoiser;
beforeAll(async () => {
  engine = await openEngine();
  model = await loadModel(tiny);
  denoiser = await createDenoiser(model, engine, 2);
});
afterAll(() => engine.dispose());

const seeds = drawSeed(5, [3, 3, 16, 16]);

function furthest(one: Tensor, other: Tensor): number {
  return one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (other.data[at] ?? 0))), 0);
}

describe("the engine", () => {
  it("computes the golden vectors of the tiny model", async () => {
    const { vectors } = await checkModel(tiny, engine);
    const names = ["trajectory", "noise_at_0.5", "naive_inversion", "fixed_point_1", "fixed_point_3"];
    expect(vectors.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(vectors.filter(({ passed }) => !passed)).toEqual([]);
  });
});

describe("generation", () => {
  it("tells every step in order, and answers the trajectory", async () => {
    const told: Tensor[] = [];
    const trajectory = await generate(denoiser, seeds, {
      steps: 3,
      onStep: ({ index, images }) => expect(told.push(images)).toBe(index),
    });
    expect(told).toEqual(trajectory);
    expect(trajectory.map(({ shape }) => shape)).toEqual(new Array(3).fill([3, 3, 16, 16]));
  });

  it("gives the same bytes twice", async () => {
    expect(await generate(denoiser, seeds)).toEqual(await generate(denoiser, seeds));
  });

  it("gives every image what it would get alone, in whatever batches they are computed", async () => {
    const [together] = (await generate(denoiser, seeds)).slice(-1);
    const single = await createDenoiser(model, engine, 1);
    const [alone] = (await generate(single, rows(seeds, 2, 3))).slice(-1);
    await single.dispose();
    if (!together || !alone) throw new Error("nothing was generated");
    const largest = alone.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(furthest(rows(together, 2, 3), alone) / largest).toBeLessThan(1e-5);
  });

  it("stops before the next step when aborted, with the signal's reason", async () => {
    const cancel = new AbortController();
    let steps = 0;
    const running = generate(denoiser, seeds, {
      signal: cancel.signal,
      onStep({ index }) {
        steps = index;
        if (index === 2) cancel.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
    expect(steps).toBe(2);
  });

  it("refuses to go on with NaN, and names graph, step and tensor", async () => {
    const poisoned = { shape: [1, 3, 16, 16], data: new Float32Array(768).fill(Number.NaN) };
    await expect(generate(denoiser, poisoned)).rejects.toMatchObject({
      code: "not_finite",
      message: expect.stringMatching(/tiny's denoising step, step 1 of 10, predicted/),
    });
  });

  it("refuses seeds of another shape", async () => {
    await expect(generate(denoiser, drawSeed(1, [1, 3, 8, 8]))).rejects.toMatchObject({ code: "seed_does_not_fit" });
  });
});

describe("inversion", () => {
  it("evaluates the network T (1 + K) times, and tells every step", async () => {
    const told: number[] = [];
    const { evaluations } = await invert(denoiser, seeds, {
      steps: 4,
      corrections: 2,
      onStep: ({ index }) => told.push(index),
    });
    expect(evaluations).toBe(12);
    expect(told).toEqual([1, 2, 3, 4]);
  });

  it("stops before the next evaluation when aborted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(invert(denoiser, seeds, { signal })).rejects.toThrow("enough");
  });
});
