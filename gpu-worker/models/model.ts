import { createHash } from "node:crypto";
import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "../../protocol/errors";
import type { Precision } from "../files/float";
import { readSafetensors } from "../files/safetensors";
import { networkParameters } from "../networks/network";
import { allFinite, sameShape, showShape, type Tensor } from "../tensor";
import { checkedConfig, type ModelConfig } from "./config";

export { ModelConfig } from "./config";

/** A model folder read and found sound: every tensor of its network is there, has its shape and is finite. */
export interface Model {
  /** The name in model.json. */
  readonly id: string;
  readonly folder: string;
  readonly config: ModelConfig;
  readonly weights: ReadonlyMap<string, Tensor>;
  /** How the weights were stored. */
  readonly precision: Precision;
  /** sha256 of model.json and the weights, in hex. */
  readonly fingerprint: string;
  /** sha256 of weights.safetensors alone, which stays when the model is called otherwise. */
  readonly weightsHash: string;
  readonly title: string;
  readonly summary: string;
}

/**
 * Reads a folder with `model.json` (format 1) and `weights.safetensors`. Throws `bad_request` where a file is missing
 * or malformed, and `model_missing_tensor`, `model_wrong_shape` or `model_not_finite` with the tensor's name.
 */
export async function loadModel(folder: string): Promise<Model> {
  const [configBytes, weightBytes] = await Promise.all([
    readPart(folder, "model.json"),
    readPart(folder, "weights.safetensors"),
  ]);
  return modelFromBytes(configBytes, weightBytes, resolve(folder));
}

/** The same from the bytes of the two files. */
export function modelFromBytes(configBytes: Uint8Array, weightBytes: Uint8Array, folder: string): Model {
  const config = parseConfig(configBytes);
  const { tensors, precision } = readSafetensors(weightBytes);
  const fingerprint = createHash("sha256").update(configBytes).update(weightBytes).digest("hex");
  return {
    id: config.name,
    folder,
    config,
    weights: checkedWeights(config, tensors),
    precision,
    fingerprint,
    weightsHash: createHash("sha256").update(weightBytes).digest("hex"),
    title: config.title ?? config.name,
    summary: config.summary ?? "",
  };
}

async function readPart(folder: string, name: string): Promise<Buffer> {
  return await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    throw new Problem("bad_request", `${name} of the model cannot be read: ${error.code ?? error.message}`);
  });
}

function parseConfig(bytes: Uint8Array): ModelConfig {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Problem("bad_request", "model.json is not JSON");
  }
  return checkedConfig(json, "model.json");
}

/** The network's own tensors, in its order; others in the file are left out. */
function checkedWeights(config: ModelConfig, tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
  const weights = new Map<string, Tensor>();
  for (const { name, shape } of networkParameters(config)) {
    const weight = tensors.get(name);
    if (!weight) throw new Problem("model_missing_tensor", name);
    if (!sameShape(weight.shape, shape))
      throw new Problem("model_wrong_shape", `${name} is ${showShape(weight.shape)}, not ${showShape(shape)}`);
    if (!allFinite(weight)) throw new Problem("model_not_finite", name);
    weights.set(name, weight);
  }
  return weights;
}

/** A model in memory alone, such as one that is being learnt. */
export function modelOf(config: ModelConfig, weights: ReadonlyMap<string, Tensor>): Model {
  const { name, title = name, summary = "" } = config;
  return {
    id: name,
    folder: "",
    config,
    weights,
    precision: "float32",
    fingerprint: "",
    weightsHash: "",
    title,
    summary,
  };
}

/**
 * The folders under `root` that hold a model.json, sorted by name. `root` is SEEDBED_MODELS where that is set, else
 * the folder `models` of the repository.
 */
export async function findModels(root?: string): Promise<string[]> {
  const folder = root ?? (process.env.SEEDBED_MODELS || (await repositoryModels()));
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(async ({ name }) => ((await exists(join(folder, name, "model.json"))) ? [join(folder, name)] : [])),
  );
  return found.flat().sort();
}

/** Bundled or not, this file lies somewhere below the folder with package.json. */
async function repositoryModels(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (await exists(join(folder, "package.json"))) return join(folder, "models");
    if (folder === dirname(folder)) return resolve("models");
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
