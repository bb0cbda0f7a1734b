import { randomInt } from "node:crypto";
import { generate } from "../../gpu-worker/jobs/generate";
import { storeSeed } from "../../gpu-worker/jobs/seeds";
import { animate } from "../../gpu-worker/pictures/animation";
import { Complaint } from "../complaint";
import { expectWritable, readBytes, writeBytes } from "../files";
import { seedIn } from "../seed-file";
import { secondsInWords, statisticsInWords, type Terminal, tell, tellJson } from "../words";
import { openWorkshop, type Workshop } from "../workshop";

export interface GenerateOptions {
  readonly seed?: string;
  readonly number?: number;
  readonly steps: number;
  readonly out: string;
  readonly seedOut?: string;
  readonly stepsOut?: string;
  readonly json?: boolean;
}

/** Generates an image from a seed in a file, from a number, or from a number of its own. */
export async function generateCommand(terminal: Terminal, modelName: string, options: GenerateOptions): Promise<void> {
  if (options.seed !== undefined && options.number !== undefined)
    throw new Complaint("bad_usage", "--seed and --number exclude each other. Give one of them.");
  await expectWritable([options.out, options.seedOut, options.stepsOut]);
  const seedBytes = options.seed === undefined ? undefined : await readBytes(options.seed);
  const workshop = await openWorkshop(modelName, terminal);
  try {
    await make(terminal, workshop, options, seedBytes);
  } finally {
    await workshop.close();
  }
}

async function make(
  terminal: Terminal,
  workshop: Workshop,
  options: GenerateOptions,
  seedBytes: Buffer | undefined,
): Promise<void> {
  const { modelId, engine, blobs } = workshop;
  const number = seedBytes ? null : (options.number ?? randomInt(2 ** 32));
  const { result, frames } = await workshop.perform(async (context) => {
    const stored = seedBytes && (await storeSeed(seedIn(seedBytes, options.seed, workshop.model.config), context));
    const made = await generate.run(
      {
        kind: "generate",
        model: { id: modelId, files: null },
        steps: options.steps,
        realism: 0,
        seed: stored ? { from: "blob", tensor: stored.tensor } : { from: "number", number: number ?? 0 },
        target: null,
      },
      context,
    );
    return { ...made, seed: stored ?? made.drawn };
  });
  const { seed } = result;
  if (!seed) throw new Error("the drawn seed was not handed over");
  await writeBytes(options.out, await blobs.read(result.image));
  if (options.seedOut) await writeBytes(options.seedOut, await blobs.read(seed.tensor));
  if (options.stepsOut) await writeBytes(options.stepsOut, await animate(frames));

  if (options.json)
    tellJson(terminal, {
      model: modelId,
      steps: options.steps,
      number,
      statistics: seed.statistics,
      image: options.out,
      seed: options.seedOut ?? null,
      trajectory: options.stepsOut ?? null,
      engine: engine.name,
      device: engine.device,
      milliseconds: result.milliseconds,
    });
  else
    tell(terminal, {
      image: options.out,
      number: number === null ? undefined : `${number} (--number ${number} draws the same seed)`,
      seed: options.seedOut,
      steps: options.stepsOut,
      values: statisticsInWords(seed.statistics),
      took: `${secondsInWords(result.milliseconds)} for ${options.steps} steps on ${engine.name}, ${engine.device}`,
    });
}
