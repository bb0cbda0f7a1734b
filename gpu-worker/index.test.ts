import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("../scripts/worker.js", import.meta.url));
const fashion = fileURLToPath(new URL("../models/fashion-32", import.meta.url));

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), "seedbed-models-"));
  await cp(fashion, join(models, "fashion-32"), { recursive: true });
  await cp(fashion, join(models, "broken"), { recursive: true });
  await truncate(join(models, "broken/weights.safetensors"), 1000);
});
afterAll(() => rm(models, { recursive: true, force: true }));

describe("the worker's process", () => {
  let worker: ChildProcess;
  let told: string;
  afterEach(() => {
    if (worker.exitCode === null) worker.kill("SIGKILL");
  });

  function start(environment: Record<string, string>): void {
    told = "";
    worker = fork(program, {
      env: { ...process.env, SEEDBED_WORKER_TOKEN: undefined, SEEDBED_MODELS: models, ...environment },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    worker.stderr?.on("data", (chunk) => {
      told += chunk;
    });
  }

  async function until(sentence: string): Promise<void> {
    while (!told.includes(sentence)) {
      if (!worker.stderr) throw new Error("the worker has no stderr");
      await once(worker.stderr, "data");
    }
  }

  const settings = { SEEDBED_WORKER_TOKEN: "a token", SEEDBED_SERVER: "http://127.0.0.1:9" };

  it("says which setting is missing, and ends", async () => {
    start({});
    const [code] = await once(worker, "exit");
    expect(code).toBe(1);
    expect(told).toMatch(/SEEDBED_WORKER_TOKEN is missing\. Set it to the token of the server/);
    expect(told).not.toMatch(/^ +at /m);
  });

  it("leaves a broken model out, waits for its server, and stops cleanly when asked to", async () => {
    start(settings);
    await until("Waiting for the server");
    expect(told).toMatch(/"folder":"[^"]*broken".*the model is left out/);
    expect(told).toContain('"models":["fashion-32"]');
    worker.kill("SIGTERM");
    expect(await once(worker, "exit")).toEqual([0, null]);
  });

  it("does not outlive the process that started it", async () => {
    start(settings);
    await until("Waiting for the server");
    worker.disconnect();
    expect(await once(worker, "exit")).toEqual([0, null]);
  });
});
