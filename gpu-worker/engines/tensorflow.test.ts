import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkModel } from "../check/check";
import { makeGraph } from "../graph/graph";
import { add } from "../graph/operations/arithmetic";
import { input } from "../graph/operations/leaf";
import { tensor } from "../tensor";
import { openEngine } from "./index";
import { loadTensorflow } from "./tensorflow";

const tiny = fileURLToPath(new URL("../fixtures/tiny", import.meta.url));
const javascript = { NODE_ENV: "test", SEEDBED_ENGINE: "tensorflow", SEEDBED_DEVICE: "javascript" } as const;

describe("TensorFlow.js", () => {
  it("computes every golden vector of a model, gradients and training too", async () => {
    const engine = await openEngine({ environment: javascript });
    const { vectors, skipped } = await checkModel(tiny, engine);
    expect(engine.device).toBe("javascript");
    expect(vectors.filter(({ passed }) => !passed)).toEqual([]);
    expect(vectors.some(({ name }) => name.startsWith("train_grad/"))).toBe(true);
    expect(skipped).toEqual([]);
  });

  it("keeps nothing of a run, and nothing at all once it is disposed", async () => {
    const tf = await loadTensorflow("javascript");
    const before = tf.memory().numTensors;
    const engine = await openEngine({ environment: javascript });
    const one = input("one", [2]);
    const program = await engine.compile(makeGraph("twice", { sum: add(one, add(one, one)) }));
    const held = tf.memory().numTensors;
    const { sum } = await program.run({ one: tensor([1, 2], [2]) });
    expect([...(sum?.data ?? [])]).toEqual([3, 6]);
    expect(tf.memory().numTensors).toBe(held);
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("gives way to what is there, and says what is not", async () => {
    const trouble = await loadTensorflow("cuda").then(() => undefined, String);
    const warnings: string[] = [];
    const environment = { ...javascript, SEEDBED_DEVICE: "cuda" };
    const engine = await openEngine({ environment, warn: (message) => warnings.push(message) });
    if (trouble === undefined) expect(engine.device).toBe("cuda");
    else expect(warnings).toEqual([expect.stringMatching(/^SEEDBED_DEVICE asks for cuda, which cannot be used: /)]);
  });

  it("refuses a device that it does not know", async () => {
    await expect(openEngine({ environment: { ...javascript, SEEDBED_DEVICE: "webgpu" } })).rejects.toThrow(
      "SEEDBED_DEVICE is webgpu; the devices of tensorflow are cuda, cpu, javascript",
    );
  });
});
