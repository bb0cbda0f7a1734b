import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { generation } from "../diffusion/generation-graph";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { computeInDoubles } from "../graph/double-precision";
import { memoryOf } from "../graph/memory";
import { input } from "../graph/operations/leaf";
import { drawNormal, drawSeed } from "../latent/random";
import { loadModel } from "../models/model";
import { frozenParameters } from "../networks/parameters";
import type { Tensor } from "../tensor";
import { createDescent, planDescent } from "./descent";
import { descentLosses, seedPenalty } from "./descent-graph";

const model = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
const { channels, size } = model.config;
const ample = new OnnxruntimeEngine({ memory: 2 ** 31 });
const scant = new OnnxruntimeEngine({ memory: 2 ** 20 });
afterAll(() => Promise.all([ample.dispose(), scant.dispose()]));

const shapeOf = (images: number) => [images, channels, size, size];

describe("the gradient of descent", () => {
  it("is the slope of the loss in double precision, through all ten steps of the whole network", async () => {
    const seeds = drawSeed(1, shapeOf(1));
    const target = drawNormal(2, 1, shapeOf(1));
    const direction = drawNormal(3, 1, shapeOf(1));
    const node = input("seeds", shapeOf(1));
    const images = generation(model, frozenParameters(model.weights), node, 10);
    const losses = descentLosses(images, node, input("target", shapeOf(1)), seedPenalty);
    const lossAt = (distance: number) => {
      const moved = Float64Array.from(seeds.data, (value, at) => value + distance * (direction.data[at] ?? 0));
      const [loss] = computeInDoubles([losses], { seeds: moved, target: Float64Array.from(target.data) });
      return loss?.[0] ?? Number.NaN;
    };
    const step = 1e-6;
    const difference = (lossAt(step) - lossAt(-step)) / (2 * step);

    const descent = await createDescent(model, ample, 1);
    const { gradient, losses: computed } = await descent.evaluate(seeds, target);
    const slope = gradient.data.reduce((total, value, at) => total + value * (direction.data[at] ?? 0), 0);
    expect(computed.data[0]).toBeCloseTo(lossAt(0), 4);
    expect(Math.abs(slope - difference) / norm(gradient)).toBeLessThan(1e-3);
    expect(Math.abs(difference) / norm(gradient)).toBeGreaterThan(0.05);
  });

  it("is the same whether activations are held or recomputed, and however many images go together", async () => {
    const seeds = drawSeed(1, shapeOf(3));
    const target = drawNormal(2, 1, shapeOf(3));
    const unrolled = await createDescent(model, ample, 3);
    const recomputed = await createDescent(model, scant, 3);
    expect([unrolled.plan.way, recomputed.plan.way]).toEqual(["unrolled", "recomputed"]);
    expect([unrolled.plan.batch, recomputed.plan.batch]).toEqual([3, 1]);
    const [one, other] = [await unrolled.evaluate(seeds, target), await recomputed.evaluate(seeds, target)];
    for (const name of ["losses", "gradient", "images"] as const)
      expect(distance(one[name], other[name])).toBeLessThan(1e-4);
  });

  it("holds the seeds' own penalty, whichever way it is had", async () => {
    const seeds = drawSeed(1, shapeOf(1));
    const target = drawNormal(2, 1, shapeOf(1));
    const gradients = [];
    for (const engine of [ample, scant])
      gradients.push((await (await createDescent(model, engine, 1, { penalty: 50 })).evaluate(seeds, target)).gradient);
    const [one, other] = gradients as [Tensor, Tensor];
    expect(distance(one, other)).toBeLessThan(1e-4);
    const without = await (await createDescent(model, ample, 1, { penalty: 0 })).evaluate(seeds, target);
    expect(distance(one, without.gradient)).toBeGreaterThan(0.1);
  });

  it("ends when it is told to", async () => {
    const descent = await createDescent(model, scant, 1);
    const seeds = drawSeed(1, shapeOf(1));
    await expect(descent.evaluate(seeds, seeds, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });

  it("names the step and the tensor where it comes to NaN", async () => {
    const descent = await createDescent(model, scant, 1);
    const seeds = drawSeed(1, shapeOf(1));
    seeds.data[0] = Number.NaN;
    await expect(descent.evaluate(seeds, drawSeed(2, shapeOf(1)))).rejects.toThrow(/step 1 of 10/);
  });
});

describe("the plan of a descent", () => {
  const within = (memory: number) => ({ memory, memoryOf });
  const alone = planDescent(model, within(2 ** 40), 1, 10);

  it("unrolls all steps where the memory holds them for one image, for as many together as it holds", () => {
    expect(planDescent(model, within(alone.memory), 16, 10)).toEqual(alone);
    const more = planDescent(model, within(alone.memory * 3), 16, 10);
    expect(more.way).toBe("unrolled");
    expect(more.batch).toBeGreaterThanOrEqual(3);
    expect(more.memory).toBeLessThanOrEqual(alone.memory * 3);
  });

  it("recomputes every step where it does not, in memory that does not grow with the steps", () => {
    const plan = planDescent(model, within(alone.memory - 1), 1, 10);
    const more = planDescent(model, within(alone.memory - 1), 1, 100);
    expect([plan.way, more.way]).toEqual(["recomputed", "recomputed"]);
    expect(plan.memory).toBeLessThan(alone.memory);
    expect(more.memory).toBe(plan.memory);
    expect(planDescent(model, within(2 ** 40), 1, 100).memory).toBeGreaterThan(5 * alone.memory);
  });
});

function norm({ data }: Tensor): number {
  return Math.hypot(...data);
}

function distance(one: Tensor, other: Tensor): number {
  const most = one.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return one.data.reduce((far, value, at) => Math.max(far, Math.abs(value - (other.data[at] ?? 0))), 0) / most;
}
