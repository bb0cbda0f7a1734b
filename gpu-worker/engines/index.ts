import type { Engine } from "./engine";
import { OnnxruntimeEngine, type OnnxruntimeOptions } from "./onnxruntime";

export type { Engine } from "./engine";

/**
 * Opens the engine that this machine computes on. SEEDBED_ENGINE and SEEDBED_DEVICE choose another; an Error says
 * where there is none of that name.
 */
export async function openEngine(options: OnnxruntimeOptions = {}): Promise<Engine> {
  const { SEEDBED_ENGINE: engine = "onnxruntime", SEEDBED_DEVICE: device = "cpu" } = process.env;
  if (engine !== "onnxruntime") throw new Error(`SEEDBED_ENGINE is ${engine}; the one engine here is onnxruntime`);
  if (device !== "cpu") throw new Error(`SEEDBED_DEVICE is ${device}; the one device here is cpu`);
  return new OnnxruntimeEngine(options);
}
