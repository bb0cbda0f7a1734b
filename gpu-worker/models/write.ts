import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeSafetensors } from "../files/safetensors";
import type { Tensor } from "../tensor";
import type { ModelConfig } from "./config";

/** Writes a model folder that `loadModel` reads: model.json and weights.safetensors. */
export async function writeModel(
  folder: string,
  config: ModelConfig,
  weights: ReadonlyMap<string, Tensor>,
  precision: "float16" | "float32" = "float32",
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "model.json"), `${JSON.stringify(config, null, 2)}\n`);
  await writeFile(join(folder, "weights.safetensors"), writeSafetensors(weights, precision));
}
