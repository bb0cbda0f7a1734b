import { basename } from "node:path";
import { openEngine, tryTensorflow } from "../../gpu-worker/engines";
import { type Choice, type Device, devices } from "../../gpu-worker/engines/devices";
import { showBytes } from "../../gpu-worker/engines/memory";
import { type TensorflowDevice, tensorflowDevices, tensorflowPackages } from "../../gpu-worker/engines/tensorflow";
import { tryDevice } from "../../gpu-worker/engines/trial";
import { findModels, loadModel } from "../../gpu-worker/models/model";
import { Problem } from "../../protocol/errors";
import { messageOf } from "../models";
import type { Finding } from "./finding";

/** Which devices are tried, and what brings those that are not here. */
const advice: Readonly<Record<Exclude<Device, "cpu">, string>> = {
  cuda: "With an NVIDIA processor and CUDA 12: ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false",
  webgpu: "With a graphics processor: install its Vulkan driver, and the Vulkan loader (libvulkan1).",
};

/** The engine and why its device is used, then every device. */
export async function examineEngine(): Promise<Finding[]> {
  let choice: Choice<string> | undefined;
  const onChoice = (made: Choice<string>) => {
    choice = made;
  };
  try {
    const engine = await openEngine({ onChoice, warn: () => undefined });
    const why = choice?.warning ?? choice?.reason ?? "";
    const detail = `${engine.name} computes on ${engine.device}, in up to ${showBytes(engine.memory)}: ${why.replace(/\.$/, "")}`;
    await engine.dispose();
    return [
      { name: "engine", state: "ok", detail },
      ...(await Promise.all(devices.map(examineDevice))),
      ...(await Promise.all(tensorflowDevices.map(examineTensorflow))),
    ];
  } catch (error) {
    const binary = "Run npm ci again: onnxruntime-node brings its binary for Linux, macOS and Windows.";
    const misnamed = messageOf(error).startsWith("SEEDBED_");
    const remedy = misnamed ? "Change the variable, or take it away." : binary;
    return [{ name: "engine", state: "missing", detail: messageOf(error), advice: remedy }];
  }
}

async function examineDevice(device: Device): Promise<Finding> {
  const name = `device ${device}`;
  if (device === "cpu") return { name, state: "ok", detail: "is here" };
  const trouble = await tryDevice(device);
  if (trouble === undefined) return { name, state: "ok", detail: `is here; SEEDBED_DEVICE=${device} asks for it` };
  return { name, state: "optional", detail: trouble, advice: advice[device] };
}

async function examineTensorflow(device: TensorflowDevice): Promise<Finding> {
  const name = `tensorflow ${device}`;
  const trouble = await tryTensorflow(device);
  if (trouble === undefined)
    return { name, state: "ok", detail: `is here; SEEDBED_ENGINE=tensorflow SEEDBED_DEVICE=${device} asks for it` };
  const remedy = `npm install ${tensorflowPackages[device]} --no-save --ignore-scripts=false brings it, on Node 20 or 22.`;
  return { name, state: "optional", detail: trouble, advice: remedy };
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
