import { readdirSync } from "node:fs";
import { listSupportedBackends } from "onnxruntime-node";
import { tryDevice } from "./trial";

/** What onnxruntime computes on, the preferred first where several are there. */
export const devices = ["cuda", "webgpu", "cpu"] as const;
export type Device = (typeof devices)[number];

export interface Choice<Name extends string = Device> {
  readonly device: Name;
  /** In words, after "is used:". */
  readonly reason: string;
  /** Why another device that was asked for, or seemed to be there, is not used. */
  readonly warning?: string;
}

/**
 * The device to compute on: SEEDBED_DEVICE, or else the first that seems to be there, if it passes a trial; else the
 * processor, which needs none. Throws an Error where SEEDBED_DEVICE names none.
 */
export async function chooseDevice({ SEEDBED_DEVICE: asked }: NodeJS.ProcessEnv): Promise<Choice> {
  if (asked) {
    const device = devices.find((name) => name === asked);
    if (!device) throw new Error(`SEEDBED_DEVICE is ${asked}; the devices are ${devices.join(", ")}`);
    const trouble = device === "cpu" ? undefined : await tryDevice(device);
    if (trouble === undefined) return { device, reason: "SEEDBED_DEVICE asks for it" };
    const warning = `SEEDBED_DEVICE asks for ${device}, which cannot be used: ${trouble}. The cpu computes instead.`;
    return { device: "cpu", reason: `${device}, which SEEDBED_DEVICE asks for, cannot be used`, warning };
  }
  const troubles: string[] = [];
  for (const device of seemingDevices()) {
    const trouble = await tryDevice(device);
    if (trouble === undefined) return { device, reason: "it is here, and passed a trial", ...warningOf(troubles) };
    troubles.push(`${device} seems to be here and cannot be used: ${trouble}.`);
  }
  const reason = troubles.length > 0 ? "no other device passed a trial" : "no graphics processor was found";
  return { device: "cpu", reason, ...warningOf(troubles) };
}

function warningOf(troubles: readonly string[]): { readonly warning?: string } {
  return troubles.length > 0 ? { warning: troubles.join(" ") } : {};
}

/** Devices worth a trial, by what can be seen at once: a machine without a graphics processor waits for none. */
export function seemingDevices(platform: string = process.platform, nodes = deviceNodes()): Device[] {
  const nvidia = nodes.some((name) => /^nvidia\d+$/.test(name));
  const cuda = isBundled("cuda") && (nvidia || platform === "win32");
  // macOS and Windows bring a graphics interface with the system; Linux shows a render node for every processor.
  const webgpu = isBundled("webgpu") && (platform !== "linux" || nvidia || nodes.some((name) => /^renderD/.test(name)));
  return [...(cuda ? ["cuda" as const] : []), ...(webgpu ? ["webgpu" as const] : [])];
}

/** Whether the onnxruntime that is installed holds the code for a device. */
export function isBundled(device: Device): boolean {
  return listSupportedBackends().some(({ name, bundled }) => name === device && bundled);
}

function deviceNodes(): string[] {
  return ["/dev", "/dev/dri"].flatMap((folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  });
}
