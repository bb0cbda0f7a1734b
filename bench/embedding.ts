/**
 * How well pictures that a model has not seen are embedded, by inversion with some corrections a step, or by an
 * embedder in one evaluation:
 *
 *     npm run bench -- embedding --model MODEL --data PATH [--count 16] [--corrections 0,1,3,5,10] [--embedder MODEL] [--json]
 *
 * PATH is what `seedbed train` learns from; the first `--count` of its held-out pictures are embedded, and generated
 * again in ten steps. Errors are mean squares in pixels 0..1, unclipped.
 */
import { parseArgs } from "node:util";
import { openDataset } from "../gpu-worker/data/dataset";
import { createDenoiser } from "../gpu-worker/diffusion/denoiser";
import { generate } from "../gpu-worker/diffusion/generator";
import { createEmbedder } from "../gpu-worker/embedding/embedder";
import { invert } from "../gpu-worker/embedding/inversion";
import { openEngine } from "../gpu-worker/engines";
import { seedStatistics } from "../gpu-worker/latent/statistics";
import { loadModel, type ModelConfig } from "../gpu-worker/models/model";
import { rows, type Tensor } from "../gpu-worker/tensor";
import { normalisedPictures } from "../gpu-worker/training/pictures";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "models/fashion-32" },
    data: { type: "string" },
    count: { type: "string", default: "16" },
    corrections: { type: "string", default: "0,1,3,5,10" },
    embedder: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
if (!values.data) throw new Error("Say where the pictures are: --data PATH");

const together = 16;
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
} else
  for (const corrections of values.corrections.split(",").map(Number))
    for (const keep of ["last", "best"] as const) {
      const { seeds, evaluations } = await invert(denoiser, images, { corrections, keep });
      results.push({ method: `inversion, K = ${corrections}, ${keep}`, evaluations, ...(await judge(seeds)) });
    }
await engine.dispose();
if (values.json) console.log(JSON.stringify({ model: model.id, engine: engine.name, count, results }));
else console.table(results);

async function judge(seeds: Tensor) {
  const reconstruction = (await generate(denoiser, seeds)).at(-1) ?? seeds;
  const errors = meanSquaredErrors(reconstruction, images, model.config).sort((one, other) => one - other);
  const { variance, largest } = seedStatistics(seeds);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return { mean, median: errors[errors.length >> 1], worst: errors.at(-1), variance, largest };
}

/** Of every picture, in pixels 0..1 squared. */
function meanSquaredErrors(images: Tensor, targets: Tensor, { normalization, channels, size }: ModelConfig): number[] {
  return Array.from({ length: images.shape[0] ?? 0 }, (_, index) => {
    const image = rows(images, index, index + 1).data;
    const target = rows(targets, index, index + 1).data;
    const scale = (at: number) => normalization.std[Math.floor(at / size ** 2)] ?? 0;
    return (
      image.reduce((sum, value, at) => sum + (scale(at) * (value - (target[at] ?? 0))) ** 2, 0) / (channels * size ** 2)
    );
  });
}
