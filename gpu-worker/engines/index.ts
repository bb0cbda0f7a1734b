import { type Choice, chooseDevice } from "./devices";
import type { Engine } from "./engine";
import { OnnxruntimeEngine, type OnnxruntimeOptions } from "./onnxruntime";

export type { Engine } from "./engine";

export interface EngineOptions extends Omit<OnnxruntimeOptions, "device"> {
  readonly environment?: NodeJS.ProcessEnv;
  /** Told how the device was chosen. */
  readonly onChoice?: (choice: Choice) => void;
}

/**
 * Opens the engine that this machine computes on. SEEDBED_ENGINE and SEEDBED_DEVICE choose another; an Error says
 * where there is none of that name. A device that cannot be used gives way to the processor, with a warning.
 */
export async function openEngine({ environment = process.env, ...options }: EngineOptions = {}): Promise<Engine> {
  const { SEEDBED_ENGINE: engine = "onnxruntime" } = environment;
  if (engine !== "onnxruntime") throw new Error(`SEEDBED_ENGINE is ${engine}; the one engine here is onnxruntime`);
  const { warn = process.emitWarning } = options;
  const choice = await chooseDevice(environment);
  options.onChoice?.(choice);
  if (choice.warning) warn(choice.warning);
  return new OnnxruntimeEngine({ ...options, warn, device: choice.device });
}
