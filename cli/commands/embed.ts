import { createEmbedder } from "../../gpu-worker/embedding/embedder";
import { embed } from "../../gpu-worker/jobs/embed";
import { generate } from "../../gpu-worker/jobs/generate";
import type { JobContext } from "../../gpu-worker/jobs/job";
import { storeSeed } from "../../gpu-worker/jobs/seeds";
import type { Model } from "../../gpu-worker/models/model";
import { picturesToTensor } from "../../gpu-worker/pictures/images";
import { cutSquare, proposeCrop } from "../../imaging/crop";
import { decodePicture } from "../../imaging/decode";
import type { Crop } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { Sha256 } from "../../protocol/ids";
import { Complaint } from "../complaint";
import { expectWritable, readBytes, writeBytes } from "../files";
import { findModel, readModel } from "../models";
import { errorInWords, secondsInWords, statisticsInWords, type Terminal, tell, tellJson } from "../words";
import { openWorkshop, type Workshop } from "../workshop";

export interface EmbedOptions {
  readonly corrections: number;
  /** An embedder of the model, whose one evaluation takes the place of the inversion. */
  readonly embedder?: string;
  readonly steps: number;
  readonly crop?: Crop;
  readonly out?: string;
  readonly reconstruction?: string;
  readonly json?: boolean;
}

/** Finds the seed of a picture, generates from it, and says how near the reconstruction is. */
export async function embedCommand(
  terminal: Terminal,
  modelName: string,
  picture: string,
  options: EmbedOptions,
): Promise<void> {
  await expectWritable([options.out, options.reconstruction]);
  const bytes = await readBytes(picture);
  const embedder = options.embedder === undefined ? undefined : await readModel(await findModel(options.embedder));
  const workshop = await openWorkshop(modelName, terminal);
  try {
    const cut = await cutPicture(bytes, options.crop, workshop.model.config.size);
    if (embedder) expectFitting(embedder, workshop.model);
    await find(terminal, workshop, options, cut, embedder);
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

/** The seed that an embedder finds at once. */
async function embedAtOnce(embedder: Model, context: JobContext, target: Sha256) {
  const { workbench, blobs, signal } = context;
  const images = await picturesToTensor([await blobs.read(target, signal)], embedder.config);
  const running = await createEmbedder(embedder, workbench.engine);
  const started = performance.now();
  const seeds = await running.embed(images);
  const milliseconds = performance.now() - started;
  await running.dispose();
  return { seed: await storeSeed(seeds, context), evaluations: 1, milliseconds };
}

async function cutPicture(bytes: Buffer, wanted: Crop | undefined, size: number) {
  const decoded = await decodePicture(bytes);
  const crop = wanted ?? proposeCrop(decoded.width, decoded.height);
  if (crop.left + crop.size > decoded.width || crop.top + crop.size > decoded.height)
    throw new Problem("crop_outside_picture", `the picture is ${decoded.width} x ${decoded.height} pixels`);
  return { crop, remarks: decoded.remarks, square: await cutSquare(decoded, crop, size) };
}

async function find(
  terminal: Terminal,
  workshop: Workshop,
  options: EmbedOptions,
  { crop, remarks, square }: Awaited<ReturnType<typeof cutPicture>>,
  embedder: Model | undefined,
): Promise<void> {
  const { modelId, engine, blobs } = workshop;
  const { steps, corrections } = options;
  const target = await blobs.write(square, "image/png");
  const { result } = await workshop.perform(async (context) => {
    const found = embedder
      ? await embedAtOnce(embedder, context, target)
      : await embed.run({ kind: "embed", modelId, steps, corrections, target }, context);
    const seed = { from: "blob", tensor: found.seed.tensor } as const;
    const made = await generate.run({ kind: "generate", modelId, steps, seed, target }, context);
    return { found, made };
  });
  const { found, made } = result;
  const { metrics } = made;
  if (!metrics) throw new Error("the reconstruction was not compared");
  if (options.out) await writeBytes(options.out, await blobs.read(found.seed.tensor));
  if (options.reconstruction) await writeBytes(options.reconstruction, await blobs.read(made.image));

  const milliseconds = found.milliseconds + made.milliseconds;
  if (options.json)
    tellJson(terminal, {
      model: modelId,
      steps,
      ...(embedder ? { embedder: embedder.id } : { corrections }),
      crop,
      remarks,
      ...metrics,
      statistics: found.seed.statistics,
      evaluations: found.evaluations,
      seed: options.out ?? null,
      reconstruction: options.reconstruction ?? null,
      engine: engine.name,
      device: engine.device,
      milliseconds,
    });
  else
    tell(terminal, {
      error: errorInWords(metrics),
      seed: options.out,
      values: statisticsInWords(found.seed.statistics),
      reconstruction: options.reconstruction,
      crop: `${crop.left},${crop.top},${crop.size}`,
      remarks: remarks.join(", ") || undefined,
      took: `${secondsInWords(milliseconds)} for ${found.evaluations} evaluation${found.evaluations === 1 ? "" : "s"} and ${steps} steps on ${engine.name}, ${engine.device}`,
    });
}
