import { createHash } from "node:crypto";
import { join } from "node:path";
import { makeFolder, replaceFile } from "../files/replace";
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
  await makeFolder(folder);
  const bytes = writeSafetensors(weights, precision);
  const described = { ...config, weightsHash: createHash("sha256").update(bytes).digest("hex") };
  await replaceFile(join(folder, "weights.safetensors"), bytes);
  await replaceFile(join(folder, "model.json"), `${JSON.stringify(described, null, 2)}\n`);
}
