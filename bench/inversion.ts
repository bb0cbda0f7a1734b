/**
 * How well inversion embeds pictures a model has not seen, by the number of corrections a step:
 *
 *     npm run bench -- inversion --model MODEL --pictures PATH [--count 16] [--corrections 0,1,3,5,10] [--json]
 *
 * PATH is a folder of pictures (of each folder inside, the last tenth by name is taken as held out) or an IDX file of
 * grey ones. Errors are mean squares in pixels 0..1, unclipped, of ten steps back and ten steps forth.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import sharp from "sharp";
import { createDenoiser } from "../gpu-worker/diffusion/denoiser";
import { generate } from "../gpu-worker/diffusion/generator";
import { invert } from "../gpu-worker/embedding/inversion";
import { openEngine } from "../gpu-worker/engines";
import { seedStatistics } from "../gpu-worker/latent/statistics";
import { loadModel, type ModelConfig } from "../gpu-worker/models/model";
import { rows, type Tensor, zeros } from "../gpu-worker/tensor";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "models/fashion-32" },
    pictures: { type: "string" },
    count: { type: "string", default: "16" },
    corrections: { type: "string", default: "0,1,3,5,10" },
    json: { type: "boolean", default: false },
  },
});
if (!values.pictures) throw new Error("Say where the pictures are: --pictures PATH");

const model = await loadModel(values.model);
const images = await readPictures(values.pictures, Number(values.count), model.config);
const engine = await openEngine();
const denoiser = await createDenoiser(model, engine, Math.min(16, images.shape[0] ?? 1));
const results = [];
for (const corrections of values.corrections.split(",").map(Number))
  for (const keep of ["last", "best"] as const) {
    const { seeds, evaluations } = await invert(denoiser, images, { corrections, keep });
    const reconstruction = (await generate(denoiser, seeds)).at(-1) ?? seeds;
    const errors = meanSquaredErrors(reconstruction, images, model.config).sort((one, other) => one - other);
    const { variance, largest } = seedStatistics(seeds);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    results.push({
      corrections,
      keep,
      evaluations,
      mean,
      median: errors[errors.length >> 1],
      worst: errors.at(-1),
      variance,
      largest,
    });
  }
await denoiser.dispose();
await engine.dispose();
if (values.json) console.log(JSON.stringify({ model: model.id, engine: engine.name, count: images.shape[0], results }));
else console.table(results);

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

async function readPictures(path: string, count: number, config: ModelConfig): Promise<Tensor> {
  const { channels, size, normalization } = config;
  const pictures = path.includes(".gz") ? await greyPictures(path, count, size) : await heldOut(path, count, size);
  const images = zeros([pictures.length, channels, size, size]);
  pictures.forEach((pixels, index) => {
    for (let channel = 0; channel < channels; channel++)
      for (let at = 0; at < size ** 2; at++)
        images.data[(index * channels + channel) * size ** 2 + at] =
          ((pixels[at * (pixels.length / size ** 2) + channel] ?? 0) / 255 - (normalization.mean[channel] ?? 0)) /
          (normalization.std[channel] ?? 1);
  });
  return images;
}

/** The first pictures of an IDX file (the format of MNIST), with a black margin up to the model's size. */
async function greyPictures(path: string, count: number, size: number): Promise<Uint8Array[]> {
  const file = gunzipSync(await readFile(path));
  const [height, width] = [file.readUInt32BE(8), file.readUInt32BE(12)];
  const [top, left] = [(size - height) >> 1, (size - width) >> 1];
  return Array.from({ length: count }, (_, index) => {
    const pixels = new Uint8Array(size ** 2);
    for (let row = 0; row < height; row++) {
      const start = 16 + (index * height + row) * width;
      pixels.set(file.subarray(start, start + width), (row + top) * size + left);
    }
    return pixels;
  });
}

async function heldOut(path: string, count: number, size: number): Promise<Uint8Array[]> {
  const folders = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = await Promise.all(
    folders.map(async ({ name }) => {
      const files = (await readdir(join(path, name))).sort();
      return files.slice(-Math.floor(files.length / 10)).map((file) => join(path, name, file));
    }),
  );
  // One of every kind in turn.
  const turns = names
    .flatMap((kind) => kind.map((file, turn) => ({ file, turn })))
    .sort((one, other) => one.turn - other.turn);
  return Promise.all(
    turns.slice(0, count).map(({ file }) => sharp(file).resize(size, size).removeAlpha().raw().toBuffer()),
  );
}
