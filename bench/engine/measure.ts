import { createDenoiser } from "../../gpu-worker/diffusion/denoiser";
import { generate } from "../../gpu-worker/diffusion/generator";
import { embedVariance } from "../../gpu-worker/diffusion/schedule";
import { createDescent, type DescentPlan } from "../../gpu-worker/embedding/descent";
import { OnnxruntimeEngine } from "../../gpu-worker/engines/onnxruntime";
import type { Engine } from "../../gpu-worker/graph/engine";
import { drawNormal, drawSeed, drawUniform } from "../../gpu-worker/latent/random";
import { type Model, ModelConfig } from "../../gpu-worker/models/model";
import { networkParameters } from "../../gpu-worker/networks/network";
import { isTrained } from "../../gpu-worker/networks/trained";
import { type Tensor, zeros } from "../../gpu-worker/tensor";
import { Adam } from "../../gpu-worker/training/adam";
import { trainingGraph } from "../../gpu-worker/training/step-graph";

const widths: Readonly<Record<number, number[]>> = { 32: [32, 64, 96, 128], 64: [48, 96, 192, 384] };

/** Medians like the peer's: at least 3 runs, else 15 or 6 seconds. */
export async function measureCase(size: number, batch: number, work: string, spinning: boolean) {
  const model = randomModel(size);
  const engine = new OnnxruntimeEngine({ spinning });
  const started = performance.now();
  const { run, plan } = await prepare(model, engine, batch, work);
  const creation = performance.now() - started;
  await run();
  const times: number[] = [];
  const begin = performance.now();
  while (times.length < 3 || (performance.now() - begin < 6000 && times.length < 15)) {
    const from = performance.now();
    await run();
    times.push(performance.now() - from);
  }
  times.sort((one, other) => one - other);
  const tenth = (value = 0) => Math.round(value * 10) / 10;
  return {
    engine: engine.name,
    device: engine.device,
    size,
    batch,
    work,
    median_ms: tenth(times[times.length >> 1]),
    min_ms: tenth(times[0]),
    runs: times.length,
    creation_ms: tenth(creation),
    ...(plan && { way: plan.way, together: plan.batch }),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

interface Prepared {
  run(): Promise<unknown>;
  /** Of G. */
  readonly plan?: DescentPlan;
}

async function prepare(model: Model, engine: Engine, batch: number, work: string): Promise<Prepared> {
  const { channels, size } = model.config;
  const shape = [batch, channels, size, size];
  const seeds = drawSeed(1, shape);
  if (work === "S") {
    const denoiser = await createDenoiser(model, engine, batch);
    return { run: () => generate(denoiser, seeds) };
  }
  const noise = drawNormal(1, 1, shape);
  if (work === "G") {
    const descent = await createDescent(model, engine, batch);
    return { plan: descent.plan, run: () => descent.evaluate(seeds, noise) };
  }
  return { run: await prepareTraining(model, engine, seeds, noise) };
}

async function prepareTraining({ config, weights }: Model, engine: Engine, noisyImages: Tensor, noise: Tensor) {
  const [batch = 1] = noise.shape;
  const program = await engine.compile(trainingGraph(config, batch));
  const trained = networkParameters(config).filter(isTrained);
  const variables = trained.map(({ name, shape }) => weights.get(name) ?? zeros(shape));
  const inputs = Object.fromEntries(trained.map(({ name }, at) => [`weights/${name}`, variables[at] ?? noise]));
  const optimiser = new Adam(variables, { weightDecay: 0.01 });
  const embedding = { dims: 64, maxFrequency: 1000 };
  const embeddedVariance = zeros([batch, 64, 1, 1]);
  let step = 0;
  return async () => {
    step += 1;
    drawUniform(2, step, batch).forEach((variance, at) => {
      embeddedVariance.data.set(embedVariance(Math.sqrt(variance), embedding), at * 64);
    });
    const outputs = await program.run({ noisyImages, noise, embeddedVariance, ...inputs });
    optimiser.step(
      trained.map(({ name }) => outputs[`gradients/${name}`] ?? noise),
      1e-4,
    );
  };
}

export function randomModel(size: number): Model {
  const config = ModelConfig.parse({
    format: 1,
    name: `random-${size}`,
    kind: "denoiser",
    channels: 3,
    size,
    network: { family: "unet", widths: widths[size], blockDepth: 2, embedding: { dims: 64, maxFrequency: 1000 } },
    schedule: { kind: "continuous-cosine", minSignalRate: 0.02, maxSignalRate: 0.95 },
    normalization: { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
  });
  const weights = new Map(
    networkParameters(config).map(({ name, shape }, at) => [name, randomWeight(name, shape, at)]),
  );
  const described = {
    title: config.name,
    summary: "",
    precision: "float32",
    fingerprint: "",
    weightsHash: "",
    folder: "",
  } as const;
  return { id: config.name, config, weights, ...described };
}

/** Kernels as Glorot and Bengio draw them, the head's small, no biases, and statistics that change nothing. */
function randomWeight(name: string, shape: readonly number[], stream: number): Tensor {
  const weight = drawNormal(3, stream, shape);
  const [outputs = 1, inputs = 1, side = 1] = shape;
  const deviation = name === "head.weight" ? 0.05 : Math.sqrt(2 / ((inputs + outputs) * side * side));
  if (shape.length === 1) weight.data.fill(name.endsWith(".variance") ? 1 : 0);
  else
    weight.data.forEach((value, at) => {
      weight.data[at] = value * deviation;
    });
  return weight;
}
