import { createDenoiser } from "../../gpu-worker/diffusion/denoiser";
import { embedBy } from "../../gpu-worker/embedding/embed-by";
import { createEmbedder } from "../../gpu-worker/embedding/embedder";
import { reconstruct } from "../../gpu-worker/embedding/reconstruct";
import { writeNpy } from "../../gpu-worker/files/npy";
import { towardsTypical } from "../../gpu-worker/latent/typical";
import type { Model } from "../../gpu-worker/models/model";
import { imageRaster, picturesToTensor } from "../../gpu-worker/pictures/images";
import { encodePng } from "../../gpu-worker/pictures/raster";
import { rows, type Tensor } from "../../gpu-worker/tensor";
import { cutSquare, proposeCrop } from "../../imaging/crop";
import { decodePicture } from "../../imaging/decode";
import type { EmbedMethod } from "../../protocol/embedding";
import type { Crop } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import { isIterative } from "../../protocol/methods";
import { Complaint } from "../complaint";
import { type EmbedMethodOptions, methodOf } from "../embed-method";
import { type EmbedReport, reportOf, tellReport } from "../embed-report";
import { expectWritable, readBytes, writeBytes } from "../files";
import { findModel, readModel } from "../models";
import { Progress } from "../progress";
import { seedIn } from "../seed-file";
import type { Terminal } from "../words";
import { openWorkshop, type Workshop } from "../workshop";

export interface EmbedOptions extends EmbedMethodOptions {
  readonly steps: number;
  /** 0 is the seed as it was found, 1 one that is typical of N(0, I). */
  readonly realism: number;
  readonly crop?: Crop;
  readonly out?: string;
  readonly reconstruction?: string;
  readonly json?: boolean;
}

/** Finds the seed of a picture by any method, generates from it, and says how near the reconstruction is. */
export async function embedCommand(
  terminal: Terminal,
  modelName: string,
  picture: string,
  options: EmbedOptions,
): Promise<void> {
  const { steps, realism, crop, out, reconstruction, json, ...methodOptions } = options;
  await expectWritable([out, reconstruction]);
  const embedder = options.embedder === undefined ? undefined : await readModel(await findModel(options.embedder));
  const method = methodOf(methodOptions, embedder?.id ?? null);
  const bytes = await readBytes(picture);
  const start = options.start === undefined ? undefined : await readBytes(options.start);
  const workshop = await openWorkshop(modelName, terminal);
  try {
    const { model, engine } = workshop;
    if (embedder) expectFitting(embedder, model);
    const cut = await cutPicture(bytes, crop, model.config.size);
    const images = await picturesToTensor([cut.square], model.config);
    const beginning = start && seedIn(start, options.start, model.config);
    const made = await find(terminal, workshop, method, images, { embedder, start: beginning, steps, realism });
    const report = reportOf({ model, steps, method, images, realism, ...made });
    await writeOut(report, options, model);
    const facts = { ...cut, seed: out ?? null, reconstruction: reconstruction ?? null, engine };
    tellReport(terminal, report, facts, json ?? false);
  } finally {
    await workshop.close();
  }
}

/** An embedder knows the seeds of the generator that it learnt with, and of no other. */
function expectFitting({ id, config: { kind, training } }: Model, model: Model): void {
  if (kind !== "embedder") throw new Complaint("model_not_usable", `${id} is a ${kind}. Name an embedder.`);
  if (training?.generatorHash !== model.weightsHash)
    throw new Complaint(
      "model_not_usable",
      `${id} finds seeds of ${training?.generator ?? "a model it does not name"}, not of this ${model.id}.`,
    );
}

async function cutPicture(bytes: Buffer, wanted: Crop | undefined, size: number) {
  const decoded = await decodePicture(bytes);
  const crop = wanted ?? proposeCrop(decoded.width, decoded.height);
  if (crop.left + crop.size > decoded.width || crop.top + crop.size > decoded.height)
    throw new Problem("crop_outside_picture", `the picture is ${decoded.width} x ${decoded.height} pixels`);
  return { crop, remarks: decoded.remarks, square: await cutSquare(decoded, crop, size) };
}

interface Beginning {
  readonly embedder?: Model;
  readonly start?: Tensor;
  readonly steps: number;
  readonly realism: number;
}

/** The seeds, as realistic as they are to be, and what they generate. The first interrupt keeps the best so far. */
async function find(
  terminal: Terminal,
  { model, engine }: Workshop,
  method: EmbedMethod,
  images: Tensor,
  { embedder, start, steps, realism }: Beginning,
): Promise<Pick<EmbedReport, "found" | "seeds" | "reconstructions">> {
  const [enough, signal] = [new AbortController(), new AbortController()];
  const interrupt = () => {
    if (enough.signal.aborted || !isIterative(method))
      signal.abort(new Complaint("interrupted", "Nothing was written."));
    enough.abort();
  };
  process.on("SIGINT", interrupt);
  try {
    const denoiser = await createDenoiser(model, engine);
    const openEmbedder = embedder && (() => createEmbedder(embedder, engine));
    const progress = new Progress(terminal);
    const found = await embedBy(
      method,
      images,
      { model, denoiser, engine, steps, openEmbedder, start },
      {
        signal: signal.signal,
        enough: enough.signal,
        onStep: ({ index }) => progress.tell("inversion, step", index, steps),
        onPoint: ({ iteration, of, meanSquaredError, secondsLeft }) =>
          progress.tell(`MSE ${meanSquaredError.toPrecision(3)}, iteration`, iteration, of, secondsLeft),
      },
    );
    const seeds = towardsTypical(found.seeds, realism, 0);
    return { found, seeds, reconstructions: await reconstruct(denoiser, seeds, steps, signal.signal) };
  } finally {
    process.off("SIGINT", interrupt);
  }
}

async function writeOut(
  { seeds, reconstructions }: EmbedReport,
  { out, reconstruction }: EmbedOptions,
  { config }: Model,
): Promise<void> {
  const [, ...shape] = seeds.shape;
  const array = seeds.shape[0] === 1 ? { shape, data: seeds.data } : seeds;
  if (out) await writeBytes(out, writeNpy(array));
  if (reconstruction)
    await writeBytes(reconstruction, await encodePng(imageRaster(rows(reconstructions, 0, 1), config)));
}
