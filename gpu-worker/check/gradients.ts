import { embedVariance, ratesAt } from "../diffusion/schedule";
import { createDescent } from "../embedding/descent";
import { weightDescentGraph } from "../embedding/descent-graph";
import type { NamedInputs } from "../graph/engine";
import type { Graph } from "../graph/graph";
import { denoiserParts } from "../models/config";
import { rows, type Tensor, tensor, zeros } from "../tensor";
import { trainingGraph } from "../training/step-graph";
import { type Bench, given } from "./vectors";

const steps = 10;

type Named = ReadonlyMap<string, Tensor>;

/** The descent loss of the golden seeds, and its `gradient` with respect to them. */
export async function descend({ model, engine, golden }: Bench): Promise<Named> {
  const seeds = given(golden, "seeds");
  const count = seeds.shape[0] ?? 1;
  const descent = await createDescent(model, engine, count, { steps });
  try {
    const { losses, gradient } = await descent.evaluate(seeds, given(golden, "target"));
    // The golden loss is the mean of all images' losses.
    const loss = tensor([losses.data.reduce((total, value) => total + value, 0) / count]);
    const data = gradient.data.map((slope) => slope / count);
    return new Map(Object.entries({ loss, gradient: { shape: gradient.shape, data } }));
  } finally {
    await descent.dispose();
  }
}

/** A training step on the golden pictures: its `loss`, and `gradients/NAME`. */
export function train({ model, engine, golden }: Bench): Promise<Named> {
  const images = given(golden, "train_images");
  const noise = given(golden, "train_noise");
  const { schedule, embedding } = denoiserParts(model.config);
  const [batch = 1] = images.shape;
  const noisyImages = zeros(images.shape);
  const embeddedVariance = zeros([batch, embedding.dims, 1, 1]);
  given(golden, "train_times").data.forEach((time, index) => {
    const { noiseRate, signalRate } = ratesAt(time, schedule);
    rows(embeddedVariance, index, index + 1).data.set(embedVariance(noiseRate, embedding));
    const [clean, added] = [rows(images, index, index + 1).data, rows(noise, index, index + 1).data];
    rows(noisyImages, index, index + 1).data.set(
      clean.map((value, at) => signalRate * value + noiseRate * (added[at] ?? 0)),
    );
  });
  return runOnce(engine, trainingGraph(model.config, batch), {
    noisyImages,
    noise,
    embeddedVariance,
    ...weightInputs(model.weights),
  });
}

/**
 * The training gradients as golden.py first wrote them: it did not clear what the descent loss had left in the
 * gradients of the weights, so its vectors are the sum of both.
 */
export async function trainAfterDescent(bench: Bench): Promise<Named> {
  const { model, engine, golden } = bench;
  const seeds = given(golden, "seeds");
  const graph = weightDescentGraph(model, seeds.shape[0] ?? 1, steps);
  const inputs = { seeds, target: given(golden, "target"), ...weightInputs(model.weights) };
  const descended = await runOnce(engine, graph, inputs);
  const trained = await bench.once(train);
  return new Map(
    [...descended].map(([name, { shape, data }]) => {
      const other = given(trained, name).data;
      return [name, { shape, data: data.map((value, at) => value + (other[at] ?? 0)) }];
    }),
  );
}

function weightInputs(weights: Named): NamedInputs {
  return Object.fromEntries([...weights].map(([name, weight]) => [`weights/${name}`, weight]));
}

async function runOnce(engine: Bench["engine"], graph: Graph, inputs: NamedInputs): Promise<Named> {
  const program = await engine.compile(graph);
  try {
    return new Map(Object.entries(await program.run(inputs)));
  } finally {
    await program.dispose();
  }
}
