/**
 * How well pictures that a model has not seen are embedded, by inversion with some corrections a step (plain, and as
 * Seedbed does it), by an embedder in one evaluation, or the best way to some error within some evaluations:
 *
 *     npm run bench -- embedding --model MODEL --data PATH [--count 16] [--corrections 0,1,3,5,10] [--embedder MODEL]
 *         [--best 5e-4:120,1e-4:500,2e-5:2000] [--json]
 *
 * PATH is what `seedbed train` learns from; the first `--count` of its held-out pictures are embedded, and generated
 * again in ten steps. Errors are mean squares in pixels 0..1, unclipped. `npm run paper` compares more.
 */
import { parseArgs } from "node:util";
import { openDataset } from "../gpu-worker/data/dataset";
import { createDenoiser } from "../gpu-worker/diffusion/denoiser";
import { embedBy } from "../gpu-worker/embedding/embed-by";
import { createEmbedder } from "../gpu-worker/embedding/embedder";
import { invert } from "../gpu-worker/embedding/inversion";
import { reconstruct } from "../gpu-worker/embedding/reconstruct";
import { stacked } from "../gpu-worker/embedding/rows";
import { meanOf, meanSquaredErrors } from "../gpu-worker/embedding/squared-error";
import { openEngine } from "../gpu-worker/engines";
import { seedStatistics, seedTypicality } from "../gpu-worker/latent/statistics";
import { loadModel } from "../gpu-worker/models/model";
import { rows, type Tensor } from "../gpu-worker/tensor";
import { normalisedPictures } from "../gpu-worker/training/pictures";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "models/fashion-32" },
    data: { type: "string" },
    count: { type: "string", default: "16" },
    corrections: { type: "string", default: "0,1,3,5,10" },
    embedder: { type: "string" },
    best: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
if (!values.data) throw new Error("Say where the pictures are: --data PATH");

const together = 4;
const steps = 10;
const model = await loadModel(values.model);
const { channels, size } = model.config;
const { validation } = await openDataset(values.data, { size, channels });
const count = Math.min(Number(values.count), validation.length / (channels * size * size));
const images = normalisedPictures(validation, model.config, [...new Array(count).keys()]);
const engine = await openEngine();
const denoiser = await createDenoiser(model, engine, Math.min(together, count));

const results = [];
if (values.embedder) {
  const embedder = await createEmbedder(await loadModel(values.embedder), engine, Math.min(together, count));
  results.push({ method: embedder.model.id, evaluations: 1, ...(await judge(await embedder.embed(images))) });
} else if (values.best) {
  for (const limits of values.best.split(",")) results.push(await best(limits));
} else
  for (const corrections of values.corrections.split(",").map(Number))
    for (const keep of ["last", "best"] as const) {
      const { seeds, evaluations } = await invert(denoiser, images, { corrections, keep });
      const name = keep === "last" ? "plain fixed point" : "inversion";
      results.push({ method: `${name}, K = ${corrections}`, evaluations, ...(await judge(seeds)) });
    }
await engine.dispose();
if (values.json) console.log(JSON.stringify({ model: model.id, engine: engine.name, count, results }));
else console.table(results);

/** Each picture by itself, so that none spends what another has left; `limits` is `error:evaluations`. */
async function best(limits: string) {
  const [wished = Number.NaN, evaluations = Number.NaN] = limits.split(":").map(Number);
  const alone = await createDenoiser(model, engine);
  const found = [];
  for (let index = 0; index < count; index++)
    found.push(
      await embedBy({ name: "best", wished, evaluations, embedderId: null }, rows(images, index, index + 1), {
        model,
        denoiser: alone,
        engine,
        steps,
      }),
    );
  const spent = found.map((one) => one.evaluations);
  const seeds = stacked(
    found.map((one) => one.seeds.data),
    images.shape,
  );
  const cost = { evaluations: Math.round(meanOf(spent)), most: Math.max(...spent) };
  return { method: `best, ${wished} within ${evaluations}`, ...cost, ...(await judge(seeds)) };
}

async function judge(seeds: Tensor) {
  const made = await reconstruct(denoiser, seeds, steps);
  const errors = meanSquaredErrors(made, images, model.config).sort((one, other) => one - other);
  const { variance, largest } = seedStatistics(seeds);
  const { autocorrelation } = seedTypicality(seeds);
  return {
    mean: meanOf(errors),
    median: errors[errors.length >> 1],
    worst: errors.at(-1),
    variance,
    largest,
    autocorrelation,
  };
}
