import { cp, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { inspectModel, pruneModel } from "./inventory";
import { loadModel } from "./model";
import { writeModel } from "./write";

const scratch = await mkdtemp(join(tmpdir(), "seedbed-models-"));
afterAll(() => rm(scratch, { recursive: true }));
const tiny = fileURLToPath(new URL("../fixtures/tiny", import.meta.url));

describe("the inventory of models", () => {
  it("finds a model sound that was written whole", async () => {
    const { config, weights } = await loadModel(tiny);
    await writeModel(join(scratch, "sound"), config, weights);
    const found = await inspectModel(join(scratch, "sound"));
    expect(found).toMatchObject({ name: "sound", model: { id: "tiny" }, leftovers: [] });
    expect(found.trouble).toBeUndefined();
  });

  it("says of one whose weights were exchanged that they are others", async () => {
    const { config, weights } = await loadModel(tiny);
    await writeModel(join(scratch, "exchanged"), config, weights);
    await writeModel(join(scratch, "half"), config, weights, "float16");
    await cp(join(scratch, "half/weights.safetensors"), join(scratch, "exchanged/weights.safetensors"));
    expect((await inspectModel(join(scratch, "exchanged"))).trouble).toContain("not those that its model.json");
  });

  it("says what is wrong with one that cannot be read", async () => {
    await cp(tiny, join(scratch, "cut"), { recursive: true });
    await writeFile(join(scratch, "cut/weights.safetensors"), "");
    const found = await inspectModel(join(scratch, "cut"));
    expect(found.model).toBeUndefined();
    expect(found.trouble).toContain("cut short");
  });

  it("removes what trainings left, and nothing else", async () => {
    const folder = join(scratch, "left");
    await cp(tiny, folder, { recursive: true });
    const before = await readdir(folder);
    await writeFile(join(folder, "checkpoint.safetensors"), "1234");
    await writeFile(join(folder, "weights.safetensors.part"), "12");
    const hourAndMore = new Date(Date.now() - 3700e3);
    await utimes(join(folder, "checkpoint.safetensors"), hourAndMore, hourAndMore);
    await utimes(join(folder, "weights.safetensors.part"), hourAndMore, hourAndMore);
    const found = await inspectModel(folder);
    expect(found.leftovers.map(({ bytes }) => bytes).sort()).toEqual([2, 4]);
    await pruneModel(found);
    expect(await readdir(folder)).toEqual(before);
  });

  it("leaves alone what a training wrote lately", async () => {
    const folder = join(scratch, "running");
    await cp(tiny, folder, { recursive: true });
    await writeFile(join(folder, "checkpoint.safetensors"), "1234");
    expect(await pruneModel(await inspectModel(folder))).toEqual([]);
    expect(await readdir(folder)).toContain("checkpoint.safetensors");
  });
});
