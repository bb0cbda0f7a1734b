/**
 * What a step of a denoiser's training takes beside the bare one, which is the loss, its gradients and the optimiser:
 *
 *     npm run bench -- training --model MODEL --data PATH [--batch 16] [--steps 20] [--json]
 *
 * MODEL gives the network and PATH the pictures, half of them flipped. What is beside is a step of the same learner on an
 * engine that computes nothing, the search for what is no number, and the averages. Times are the medians of this process's
 * processor time, in milliseconds.
 */
import { parseArgs } from "node:util";
import { openDataset } from "../gpu-worker/data/dataset";
import { type Engine, openEngine } from "../gpu-worker/engines";
import { drawNormal } from "../gpu-worker/latent/random";
import { denoiserParts } from "../gpu-worker/models/config";
import { loadModel } from "../gpu-worker/models/model";
import { networkParameters } from "../gpu-worker/networks/network";
import { isTrained } from "../gpu-worker/networks/trained";
import { allFinite, type Tensor, zeros } from "../gpu-worker/tensor";
import { Adam } from "../gpu-worker/training/adam";
import { average, copyOf } from "../gpu-worker/training/averages";
import { createDenoiserLearner } from "../gpu-worker/training/denoiser-learner";
import { outputsOf, weightInputs } from "../gpu-worker/training/outputs";
import { trainingGraph } from "../gpu-worker/training/step-graph";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "models/fashion-32" },
    data: { type: "string" },
    batch: { type: "string", default: "16" },
    steps: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
  },
});
if (!values.data) throw new Error("Say where the pictures are: --data PATH");

const [batch, steps] = [Number(values.batch), Number(values.steps)];
const model = await loadModel(values.model);
const { config } = model;
const { channels, size } = config;
const dataset = await openDataset(values.data, { size, channels, limit: 2000 });
const engine = await openEngine();
const program = await engine.compile(trainingGraph(config, batch));

const shapes = networkParameters(config);
const names = shapes.filter(isTrained).map(({ name }) => name);
const weights = copyOf(model.weights);
const [averages, statistics] = [copyOf(weights), copyOf(weights)];
const optimiser = new Adam(names.map((name) => named(weights, name)));
const rate = 1e-9;
const noisyImages = drawNormal(1, 1, [batch, channels, size, size]);
const noise = drawNormal(1, 2, noisyImages.shape);
const embeddedVariance = zeros([batch, denoiserParts(config).embedding.dims, 1, 1]);

async function bareStep(): Promise<void> {
  const inputs = { noisyImages, noise, embeddedVariance, ...weightInputs(weights, shapes) };
  const { gradients } = outputsOf(await program.run(inputs));
  optimiser.step(gradientsOf(gradients), rate);
}

const computed = await program.run({ noisyImages, noise, embeddedVariance, ...weightInputs(weights, shapes) });
const idle: Engine = {
  name: "idle",
  device: "none",
  memory: engine.memory,
  memoryOf: (graph) => engine.memoryOf(graph),
  compile: async (graph) => ({ graph, run: async () => computed, dispose: async () => undefined }),
  dispose: async () => undefined,
};
const learner = await createDenoiserLearner(config, dataset, idle, { batch, flip: true, number: 0 });

/** What `training/train.ts` does in a step, but for the optimiser. */
async function besideStep(step: number): Promise<void> {
  const evaluation = await learner.evaluate(step, weights);
  for (const gradient of evaluation.gradients.values()) if (!allFinite(gradient)) throw new Error("no number");
  average(statistics, evaluation.statistics, 0.01);
  average(averages, weights, 0.001);
}

const [bare, beside]: [number[], number[]] = [[], []];
for (let step = 0; step <= steps; step++) {
  const times = [await timed(bareStep), await timed(() => besideStep(step + 1))] as const;
  // The first one makes room, and is not counted.
  if (step === 0) continue;
  bare.push(times[0]);
  beside.push(times[1]);
}
await engine.dispose();
const result = { model: model.id, batch, bare: median(bare), beside: median(beside) };
const share = `${((100 * result.beside) / result.bare).toFixed(1)} %`;
if (values.json) console.log(JSON.stringify(result));
else console.table([{ ...result, share }]);

async function timed(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
}

function gradientsOf(gradients: ReadonlyMap<string, Tensor>): Tensor[] {
  return names.map((name) => named(gradients, name));
}

function named(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  return tensors.get(name) ?? zeros([]);
}
