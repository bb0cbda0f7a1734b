import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { stepGraph } from "../diffusion/step-graph";
import type { NamedInputs, Program } from "../graph/engine";
import { makeGraph } from "../graph/graph";
import { leaf } from "../graph/node";
import { add } from "../graph/operations/arithmetic";
import { input } from "../graph/operations/leaf";
import { drawNormal } from "../latent/random";
import { loadModel } from "../models/model";
import { tensor } from "../tensor";
import { OnnxruntimeEngine } from "./onnxruntime";

const model = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
const opened: OnnxruntimeEngine[] = [];
afterAll(() => Promise.all(opened.map((engine) => engine.dispose())));

function engineWith(memory: number): OnnxruntimeEngine {
  const engine = new OnnxruntimeEngine({ memory });
  opened.push(engine);
  return engine;
}

function inputsOf({ graph }: Program): NamedInputs {
  return Object.fromEntries([...graph.inputs].map(([name, { shape }], at) => [name, drawNormal(1, at, shape)]));
}

describe("sessions of onnxruntime", () => {
  it("give way to one another in little memory, and compute the same as in much", async () => {
    const graphs = [1, 2, 3].map((batch) => stepGraph(model, batch));
    const results = async (engine: OnnxruntimeEngine) => {
      const programs = await Promise.all(graphs.map((graph) => engine.compile(graph)));
      const outputs = [];
      for (const program of [...programs, ...programs]) outputs.push(await program.run(inputsOf(program)));
      return outputs;
    };
    expect(await results(engineWith(1))).toEqual(await results(engineWith(2 ** 30)));
  });

  it("may be run several at once, though only one fits", async () => {
    const engine = engineWith(1);
    const programs = await Promise.all([1, 2].map((batch) => engine.compile(stepGraph(model, batch))));
    const rounds = [...programs, ...programs, ...programs];
    const outputs = await Promise.all(rounds.map((program) => program.run(inputsOf(program))));
    expect(outputs[4]).toEqual(outputs[0]);
    expect(outputs[5]).toEqual(outputs[1]);
  });

  it("are one for a graph that is compiled twice", async () => {
    const engine = engineWith(2 ** 30);
    const graph = stepGraph(model, 1);
    expect(await engine.compile(graph)).toBe(await engine.compile(graph));
  });

  it("are gone once they are disposed", async () => {
    const engine = engineWith(2 ** 30);
    const one = input("one", [1]);
    const program = await engine.compile(makeGraph("twice", { sum: add(one, one) }));
    expect((await program.run({ one: tensor([2], [1]) })).sum?.data[0]).toBe(4);
    await program.dispose();
    await expect(program.run({ one: tensor([2], [1]) })).rejects.toThrow("twice was disposed");
  });

  it("that cannot be made say why, and hold no memory", async () => {
    const wrong = { ...makeGraph("wrong", { sum: input("one", [1]) }), inputs: new Map() };
    const unknown = leaf({ kind: "constant", tensor: { shape: [2, 2], data: Float32Array.of(1) } }, [2, 2]);
    const engine = engineWith(2 ** 30);
    await expect(engine.compile({ ...wrong, outputs: new Map([["sum", unknown]]) })).rejects.toThrow(
      /constant|tensor/i,
    );
    const one = input("one", [1]);
    const program = await engine.compile(makeGraph("twice", { sum: add(one, one) }));
    expect((await program.run({ one: tensor([2], [1]) })).sum?.data[0]).toBe(4);
  });

  it("say which input is missing, or does not fit", async () => {
    const one = input("one", [2]);
    const program = await engineWith(2 ** 30).compile(makeGraph("twice", { sum: add(one, one) }));
    await expect(program.run({})).rejects.toThrow("twice was run without its input one");
    await expect(program.run({ one: tensor([1], [1]) })).rejects.toThrow("one of twice is [2], not [1]");
  });
});
