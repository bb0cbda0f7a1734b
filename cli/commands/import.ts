import { basename, resolve } from "node:path";
import { importKeras } from "../../gpu-worker/models/keras";
import { writeModel } from "../../gpu-worker/models/write";
import { Complaint } from "../complaint";
import { exists, readBytes } from "../files";
import { findModel, readModel } from "../models";
import { type Terminal, tell, tellJson } from "../words";

export interface ImportOptions {
  readonly out: string;
  readonly kind: "denoiser" | "embedder";
  readonly channels: number;
  readonly size: number;
  readonly widths: number[];
  readonly depth: number;
  /** Of an embedder: whose seeds it finds. */
  readonly generator?: string;
  readonly json?: boolean;
}

/** Makes a model folder of the weights that Keras saved of the published networks. */
export async function importCommand(terminal: Terminal, file: string, options: ImportOptions): Promise<void> {
  const { out, kind, channels, size, widths, depth } = options;
  if (await exists(resolve(out, "model.json")))
    throw new Complaint("file_not_writable", `There is a model in ${out}. Name another folder, or take it away.`);
  const name = basename(resolve(out));
  const generator = options.generator === undefined ? undefined : await readModel(await findModel(options.generator));
  if ((kind === "embedder") !== Boolean(generator))
    throw new Complaint(
      "bad_usage",
      "An embedder needs --generator, the model whose seeds it finds; a denoiser has none.",
    );
  const bytes = await readBytes(file);
  const { config, weights } = await importKeras(bytes, { name, kind, channels, size, widths, blockDepth: depth });
  const training = generator && { generator: generator.id, generatorHash: generator.weightsHash };
  await writeModel(out, { ...config, ...(training && { training }) }, weights);
  if (options.json) tellJson(terminal, { folder: out, config });
  else tell(terminal, { model: out, kind, tensors: `${weights.size}`, of: file });
}
