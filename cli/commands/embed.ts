import { embed } from "../../gpu-worker/jobs/embed";
import { generate } from "../../gpu-worker/jobs/generate";
import { cutSquare, proposeCrop } from "../../imaging/crop";
import { decodePicture } from "../../imaging/decode";
import type { Crop } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import { expectWritable, readBytes, writeBytes } from "../files";
import { errorInWords, secondsInWords, statisticsInWords, type Terminal, tell, tellJson } from "../words";
import { openWorkshop, type Workshop } from "../workshop";

export interface EmbedOptions {
  readonly corrections: number;
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
  const workshop = await openWorkshop(modelName, terminal);
  try {
    const cut = await cutPicture(bytes, options.crop, workshop.model.config.size);
    await find(terminal, workshop, options, cut);
  } finally {
    await workshop.close();
  }
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
): Promise<void> {
  const { modelId, engine, blobs } = workshop;
  const { steps, corrections } = options;
  const target = await blobs.write(square, "image/png");
  const { result } = await workshop.perform(async (context) => {
    const found = await embed.run({ kind: "embed", modelId, steps, corrections, target }, context);
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
      corrections,
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
      took: `${secondsInWords(milliseconds)} for ${found.evaluations} evaluations and ${steps} steps on ${engine.name}, ${engine.device}`,
    });
}
