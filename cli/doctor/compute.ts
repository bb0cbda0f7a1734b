import { basename } from "node:path";
import { openEngine } from "../../gpu-worker/engines";
import { findModels, loadModel } from "../../gpu-worker/models/model";
import { Problem } from "../../protocol/errors";
import { messageOf } from "../models";
import type { Finding } from "./finding";
import { packageFolder } from "./packages";

export async function examineEngine(): Promise<Finding[]> {
  const engines = ["onnxruntime-node", "@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"];
  const installed = engines.filter((name) => packageFolder(name) !== undefined);
  const used = await openEngine().then(
    (engine): Finding => ({ name: "engine", state: "ok", detail: `${engine.name} on ${engine.device} is used` }),
    (error: unknown): Finding => ({
      name: "engine",
      state: "missing",
      detail: messageOf(error),
      advice: "Run npm ci again: onnxruntime-node brings its binary for Linux, macOS and Windows.",
    }),
  );
  return [used, { name: "engine packages", state: "ok", detail: `${installed.join(", ") || "none"} installed` }];
}

export async function examineModels(): Promise<Finding[]> {
  const folders = await findModels();
  if (folders.length === 0)
    return [
      {
        name: "models",
        state: "missing",
        detail: "none was found",
        advice: "Set SEEDBED_MODELS to the folder that holds the models' folders.",
      },
    ];
  return await Promise.all(folders.map(examineModel));
}

async function examineModel(folder: string): Promise<Finding> {
  const name = `model ${basename(folder)}`;
  try {
    const { config } = await loadModel(folder);
    return { name, state: "ok", detail: `${config.channels} x ${config.size} x ${config.size}, ${folder}` };
  } catch (error) {
    const detail = error instanceof Problem ? `${error.code}: ${error.message}` : messageOf(error);
    return { name, state: "missing", detail, advice: `Restore ${folder}, or take it away.` };
  }
}
