import { describe, expect, it } from "vitest";
import { WorkerStatus } from "@/protocol/entities";
import { embeddersOf, modelsOf } from "./models";
import { buildModel } from "./rows.fixture";
import { usableModel } from "./settings";

const worker = (trains: boolean) =>
  WorkerStatus.parse({ name: "worker", engine: "onnxruntime", device: "cpu", busy: false, trains });
const packaged = buildModel("flowers-64", { size: 64 });
const trained = buildModel("leaves", { available: false });

describe("the models of a session", () => {
  it("are the workers' and those trained in it, which any worker that makes pictures can fetch", () => {
    const [, leaves] = modelsOf([packaged], [trained], [worker(false)]);
    expect(leaves).toMatchObject({ id: "leaves", available: true });
  });

  it("cannot be used while only workers that train are there", () => {
    const [leaves] = modelsOf([], [{ ...trained, available: true }], [worker(true)]);
    expect(leaves?.available).toBe(false);
  });

  it("name a model once that a worker has as well", () => {
    expect(modelsOf([packaged], [buildModel("flowers-64")], [worker(false)])).toEqual([packaged]);
  });

  it("are for generating only where they are denoisers", () => {
    const embedder = buildModel("finder", { kind: "embedder", generatorId: "flowers-64", size: 128 });
    expect(usableModel([embedder, packaged], "finder")).toBe(packaged);
    expect(usableModel([embedder], "finder")).toBeNull();
    expect(embeddersOf([embedder, packaged], "flowers-64")).toEqual([embedder]);
  });

  it("that find seeds are offered by how near they come, the nearest first", () => {
    const finder = (id: string, meanSquaredError: number | null) =>
      buildModel(id, { kind: "embedder", generatorId: "flowers-64", meanSquaredError });
    const models = [finder("conv", 0.02), finder("silent", null), finder("unet", 0.001)];
    expect(embeddersOf(models, "flowers-64").map(({ id }) => id)).toEqual(["unet", "conv", "silent"]);
  });
});
