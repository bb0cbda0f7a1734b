import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { ModelId } from "../protocol/ids";
import type { ModelReference } from "../protocol/jobs";
import { MemoryBlobs } from "./blobs/memory";
import { generate } from "./diffusion/generator";
import { OnnxruntimeEngine } from "./engines/onnxruntime";
import { drawSeed } from "./latent/random";
import { Workbench } from "./workbench";

const folder = fileURLToPath(new URL("./fixtures/tiny", import.meta.url));
const engine = new OnnxruntimeEngine();
const workbench = new Workbench(engine, []);
const blobs = new MemoryBlobs();
afterAll(async () => {
  await workbench.dispose();
  await engine.dispose();
});

/** The tiny model under a name of its own, as one that was trained in a session. */
async function trained(name: string): Promise<ModelReference> {
  const config = JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
  const bytes = new TextEncoder().encode(JSON.stringify({ ...config, name }));
  const weights = await readFile(join(folder, "weights.safetensors"));
  return { id: ModelId.parse(name), files: { config: await blobs.write(bytes), weights: await blobs.write(weights) } };
}

it("keeps what a job uses, however many others are fetched meanwhile", async () => {
  const mine = await trained("mine");
  await workbench.lend(async (bench) => {
    const { model, denoiser } = await bench.open(mine, blobs);
    for (let other = 0; other < 8; other++) {
      const reference = await trained(`other-${other}`);
      await workbench.lend((elsewhere) => elsewhere.open(reference, blobs));
    }
    const { channels, size } = model.config;
    const images = await generate(denoiser, drawSeed(1, [1, channels, size, size]), { steps: 2 });
    expect(images).toHaveLength(2);
    expect((await bench.open(mine, blobs)).denoiser).toBe(denoiser);
  });
});

it("says which model is neither here nor can be fetched", async () => {
  const nobody = { id: ModelId.parse("nobody"), files: null };
  await expect(workbench.lend((bench) => bench.open(nobody, blobs))).rejects.toMatchObject({
    code: "model_not_available",
  });
});
