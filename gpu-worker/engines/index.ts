import type { Engine } from "./engine";
import { OnnxruntimeEngine, type OnnxruntimeOptions } from "./onnxruntime";

export type { Engine } from "./engine";

/** Opens the engine that this machine computes on. */
export async function openEngine(options: OnnxruntimeOptions = {}): Promise<Engine> {
  return new OnnxruntimeEngine(options);
}
