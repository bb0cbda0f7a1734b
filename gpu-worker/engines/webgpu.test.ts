import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

/** Chromium brings a graphics processor in software, and the loader for it. */
const folder = [dirname(process.env.SEEDBED_CHROMIUM ?? ""), "/usr/lib/chromium"].find((place) =>
  existsSync(join(place, "vk_swiftshader_icd.json")),
);
const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
const runtimeFolder = await mkdtemp(join(tmpdir(), "seedbed-webgpu-"));
afterAll(() => rm(runtimeFolder, { recursive: true }));

/** Node as a person would start it on a machine with that graphics processor. */
async function onSwiftshader(script: string): Promise<string> {
  const environment = {
    ...process.env,
    VK_ICD_FILENAMES: join(folder ?? "", "vk_swiftshader_icd.json"),
    LD_LIBRARY_PATH: folder,
    XDG_RUNTIME_DIR: runtimeFolder,
    SEEDBED_DEVICE: "webgpu",
  };
  const parameters = ["--import", "tsx", "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env: environment, cwd: projectFolder });
  return stdout;
}

describe.runIf(folder)("WebGPU", () => {
  it("computes every golden vector of a model, gradients and training too", { timeout: 300_000 }, async () => {
    const output = await onSwiftshader(`
      import { openEngine } from "./gpu-worker/engines/index.ts";
      import { checkModel } from "./gpu-worker/check/check.ts";
      const engine = await openEngine();
      const { device, vectors } = await checkModel("gpu-worker/fixtures/tiny", engine);
      const failed = vectors.filter(({ passed }) => !passed);
      console.log(JSON.stringify({ device, count: vectors.length, failed }));
      process.exit(0);
    `);
    const { device, count, failed } = JSON.parse(output.trim().split("\n").at(-1) ?? "");
    expect(device).toBe("webgpu");
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(20);
  });
});
