import { type Choice, chooseDevice, devices } from "./devices";
import type { Engine } from "./engine";
import { memoryBudget } from "./memory";
import { OnnxruntimeEngine, type OnnxruntimeOptions } from "./onnxruntime";
import { loadTensorflow, type TensorflowDevice, TensorflowEngine, tensorflowDevices } from "./tensorflow";
import { tryDevice } from "./trial";

export type { Engine, NamedInputs, NamedOutputs, Program } from "../graph/engine";

export const engineNames = ["onnxruntime", "tensorflow"] as const;
export type EngineName = (typeof engineNames)[number];

export interface EngineOptions extends Omit<OnnxruntimeOptions, "device" | "memory"> {
  readonly environment?: NodeJS.ProcessEnv;
  /** Told how the device was chosen. */
  readonly onChoice?: (choice: Choice<string>) => void;
}

/**
 * Opens the engine that this machine computes on: onnxruntime. SEEDBED_ENGINE and SEEDBED_DEVICE choose another; an
 * Error says where there is none of that name. A device that cannot be used gives way to the processor, with a warning.
 */
export async function openEngine({ environment = process.env, ...options }: EngineOptions = {}): Promise<Engine> {
  const { SEEDBED_ENGINE: asked = "onnxruntime", SEEDBED_DEVICE: device } = environment;
  const name = engineNames.find((one) => one === asked);
  if (!name) throw new Error(`SEEDBED_ENGINE is ${asked}; the engines are ${engineNames.join(" and ")}`);
  const { warn = process.emitWarning } = options;
  const memory = memoryBudget(environment);
  if (name === "tensorflow") return await openTensorflow(device, memory, { ...options, warn });
  const choice = await chooseDevice(environment);
  options.onChoice?.(choice);
  if (choice.warning) warn(choice.warning);
  const threads = options.threads ?? threadsOf(environment);
  return new OnnxruntimeEngine({ ...options, warn, memory, device: choice.device, ...(threads && { threads }) });
}

/** SEEDBED_THREADS: threads of one computation on the processor. Throws an Error where it is no whole number from 1. */
function threadsOf({ SEEDBED_THREADS: asked }: NodeJS.ProcessEnv): number | undefined {
  if (!asked) return undefined;
  const threads = Number(asked);
  if (!Number.isInteger(threads) || threads < 1)
    throw new Error(`SEEDBED_THREADS is ${asked}; it is a whole number of threads, from 1`);
  return threads;
}

async function openTensorflow(
  asked: string | undefined,
  memory: number,
  { warn, onChoice }: EngineOptions,
): Promise<Engine> {
  const troubles: string[] = [];
  // The one that was asked for, and what is left where it cannot be used.
  const first = tensorflowDevices.findIndex((device) => !asked || device === asked);
  if (first < 0)
    throw new Error(`SEEDBED_DEVICE is ${asked}; the devices of tensorflow are ${tensorflowDevices.join(", ")}`);
  for (const device of tensorflowDevices.slice(first)) {
    try {
      const tf = await loadTensorflow(device);
      const reason = troubles.length > 0 ? "the ones before it cannot be used" : "SEEDBED_ENGINE asks for tensorflow";
      onChoice?.({ device, reason });
      const [trouble] = troubles;
      if (trouble && (asked || device === "javascript"))
        warn?.(
          `${asked ? `SEEDBED_DEVICE asks for ${asked}, which` : "TensorFlow"} cannot be used: ${trouble}. The ${device} device computes instead.`,
        );
      return new TensorflowEngine(tf, device, memory);
    } catch (error) {
      troubles.push(firstLineOf(error));
    }
  }
  throw new Error(`TensorFlow.js cannot be loaded: ${troubles.at(-1)}`);
}

/** Why TensorFlow.js cannot compute on a device of its; undefined where it can. */
export async function tryTensorflow(device: TensorflowDevice): Promise<string | undefined> {
  return await loadTensorflow(device).then(() => undefined, firstLineOf);
}

/**
 * Every engine and device that this machine has, named as SEEDBED_ENGINE and SEEDBED_DEVICE name them. TensorFlow.js in
 * plain JavaScript, which is always there and takes hours where others take seconds, is left out.
 */
export async function presentEngines(): Promise<{ readonly engine: EngineName; readonly device: string }[]> {
  const onnxruntime = await Promise.all(
    devices.map(async (device) => device === "cpu" || (await tryDevice(device)) === undefined),
  );
  const present: { engine: EngineName; device: string }[] = devices
    .filter((_, at) => onnxruntime[at])
    .map((device) => ({ engine: "onnxruntime", device }));
  // The first alone: two packages that bring TensorFlow do not get on in one process.
  for (const device of tensorflowDevices.filter((one) => one !== "javascript")) {
    if ((await tryTensorflow(device)) !== undefined) continue;
    present.push({ engine: "tensorflow", device });
    break;
  }
  return present;
}

function firstLineOf(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  return line.replace(/\.$/, "");
}
