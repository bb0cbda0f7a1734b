import { type GenerateTask, trajectoryColumns } from "../../protocol/jobs";
import { generate as runGenerator } from "../diffusion/generator";
import { drawSeed } from "../latent/random";
import { towardsTypical } from "../latent/typical";
import { compare, smallestCompared, structuralSimilarity } from "../pictures/error";
import { rasterGrid } from "../pictures/grid";
import { type ImageSpace, imagePixels, imageRaster, picturesToTensor } from "../pictures/images";
import { encodePng, encodeWebp, type Raster } from "../pictures/raster";
import type { Tensor } from "../tensor";
import type { JobContext, JobDefinition } from "./job";
import { readSeed, storeSeed } from "./seeds";

/** Generates the image of a seed, stored or drawn from a number; each frame is the image predicted so far. */
export const generate: JobDefinition<"generate"> = {
  kind: "generate",

  async run(task, context) {
    const { workbench, blobs, show, signal } = context;
    const { steps } = task;
    const { model, denoiser } = await workbench.open(task.model, blobs);
    const space = model.config;
    const [given, target] = await Promise.all([seedOf(task, space, context), targetOf(task, space, context)]);
    const seed = towardsTypical(given, task.realism, reificationNumber);

    const trajectory: Raster[] = [];
    const started = performance.now();
    const images = await runGenerator(denoiser, seed, {
      steps,
      signal,
      onStep({ index, images }) {
        const raster = imageRaster(images, space);
        trajectory.push(raster);
        show({ phase: "generation", step: index, of: steps }, raster);
      },
    });
    const milliseconds = performance.now() - started;

    const result = images.at(-1);
    const last = trajectory.at(-1);
    if (!result || !last) throw new Error("the generator took no step");
    const [drawn, image, strip] = await Promise.all([
      task.seed.from === "number" ? storeSeed(given, context) : null,
      encodePng(last).then((bytes) => blobs.write(bytes, "image/png", signal)),
      encodeWebp(rasterGrid(trajectory, trajectoryColumns)).then((bytes) => blobs.write(bytes, "image/webp", signal)),
    ]);
    const metrics = target && metricsOf(target, imagePixels(result, space), space);
    return { kind: "generate", drawn, image, trajectory: strip, metrics, milliseconds };
  },
};

/** The typical seed that a slider goes to is the same one wherever the slider stands. */
const reificationNumber = 0;

function metricsOf(target: Float32Array, image: Float32Array, { size }: ImageSpace) {
  const similarity = size < smallestCompared ? null : structuralSimilarity(target, image, size);
  return { ...compare(target, image), structuralSimilarity: similarity };
}

async function seedOf({ seed }: GenerateTask, space: ImageSpace, { blobs, signal }: JobContext): Promise<Tensor> {
  if (seed.from === "blob") return readSeed(await blobs.read(seed.tensor, signal), space);
  return drawSeed(seed.number, [1, space.channels, space.size, space.size]);
}

/** The pixels in 0..1 that the result is compared with, if there are any. */
async function targetOf({ target }: GenerateTask, space: ImageSpace, { blobs, signal }: JobContext) {
  return target && imagePixels(await picturesToTensor([await blobs.read(target, signal)], space), space);
}
