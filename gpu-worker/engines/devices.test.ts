import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createDenoiser } from "../diffusion/denoiser";
import { generate } from "../diffusion/generator";
import { drawSeed } from "../latent/random";
import { loadModel } from "../models/model";
import { type Device, seemingDevices } from "./devices";
import { openEngine } from "./index";
import { OnnxruntimeEngine } from "./onnxruntime";
import { tryDevice } from "./trial";

const tiny = fileURLToPath(new URL("../fixtures/tiny", import.meta.url));
const missing = (await tryDevice("webgpu")) !== undefined;

/** Generates on an engine, as a worker does. */
async function images(engine: Awaited<ReturnType<typeof openEngine>>) {
  const denoiser = await createDenoiser(await loadModel(tiny), engine);
  const trajectory = await generate(denoiser, drawSeed(5, [1, 3, 16, 16]), { steps: 2 });
  await engine.dispose();
  return trajectory;
}

async function opened(environment: Record<string, string>) {
  const warnings: string[] = [];
  const engine = await openEngine({
    environment: { NODE_ENV: "test", ...environment },
    warn: (message) => warnings.push(message),
  });
  return { engine, warnings };
}

describe("the device", () => {
  it("is the one that was asked for", async () => {
    const { engine, warnings } = await opened({ SEEDBED_ENGINE: "onnxruntime", SEEDBED_DEVICE: "cpu" });
    expect({ device: engine.device, warnings }).toEqual({ device: "cpu", warnings: [] });
  });

  it.each(["SEEDBED_DEVICE", "SEEDBED_ENGINE"])("is refused where %s names none that there is", async (variable) => {
    await expect(opened({ [variable]: "abacus" })).rejects.toThrow(/^SEEDBED_(DEVICE|ENGINE) is abacus; the/);
  });

  it.runIf(missing)("gives way to the cpu where it fails its trial, says why, and computes the same", async () => {
    const { engine, warnings } = await opened({ SEEDBED_DEVICE: "webgpu" });
    expect(engine.device).toBe("cpu");
    expect(warnings).toEqual([expect.stringMatching(/asks for webgpu, .*Failed to get a WebGPU adapter/)]);
    expect(await images(engine)).toEqual(await images((await opened({ SEEDBED_DEVICE: "cpu" })).engine));
  });

  it.runIf(missing)("gives way to the cpu where it refuses a session later on", async () => {
    const warnings: string[] = [];
    const device: Device = "webgpu";
    const engine = new OnnxruntimeEngine({ device, warn: (message) => warnings.push(message) });
    expect(await images(engine)).toEqual(await images((await opened({ SEEDBED_DEVICE: "cpu" })).engine));
    expect(engine.device).toBe("cpu");
    expect(warnings).toEqual([expect.stringMatching(/^webgpu refuses a session \(/)]);
  });

  it("is tried only where something can be seen of it", () => {
    expect(seemingDevices("linux", ["null", "card0"])).toEqual([]);
    expect(seemingDevices("linux", ["renderD128"])).toContain("webgpu");
    expect(seemingDevices("linux", ["nvidia0"])).toContain("webgpu");
  });
});
