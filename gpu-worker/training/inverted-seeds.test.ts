import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createDenoiser, type Denoiser } from "../diffusion/denoiser";
import { invert } from "../embedding/inversion";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { drawUniform } from "../latent/random";
import { loadModel } from "../models/model";
import { type InvertedPairs, InvertedSeeds } from "./inverted-seeds";
import { KeptSeeds } from "./kept-seeds";

const engine = new OnnxruntimeEngine();
const model = await loadModel(fileURLToPath(new URL("../fixtures/tiny", import.meta.url)));
const denoiser = await createDenoiser(model, engine, 4);
const length = model.config.channels * model.config.size ** 2;
const scratch = await mkdtemp(join(tmpdir(), "seedbed-inverted-"));
const at = (name: string) => join(scratch, name);
afterAll(async () => {
  await engine.dispose();
  await rm(scratch, { recursive: true });
});

const pictures = 12;
const pixels = Uint8Array.from(drawUniform(1, 1, pictures * length), (value) => value * 256);

/** Counts what the generator is asked for. */
function counted(): { denoiser: Denoiser; evaluations: () => number } {
  let count = 0;
  const step: Denoiser["step"] = (...asked) => {
    count += 1;
    return denoiser.step(...asked);
  };
  return { denoiser: { ...denoiser, step }, evaluations: () => count };
}

function seedsIn(file: string, changes: Partial<InvertedPairs & { number: number }> = {}) {
  const { number = 7, ...pairs } = { pictures: 8, corrections: 2, file: at(file), ...changes };
  const generator = counted();
  return { ...generator, seeds: new InvertedSeeds(generator.denoiser, pixels, pairs, 4, number) };
}

describe("inverted seeds", () => {
  it("are those that inversion finds of the very pictures", async () => {
    const { images, seeds } = await seedsIn("same").seeds.at(1);
    const inverted = await invert(denoiser, images, { corrections: 2 });
    expect(seeds).toEqual(inverted.seeds);
  });

  it("are found once, and kept for all later epochs and trainings", async () => {
    const first = seedsIn("kept");
    for (const step of [1, 2]) await first.seeds.at(step);
    expect(first.evaluations()).toBe(2 * 10 * 3);
    const known = await first.seeds.at(3);
    expect(first.evaluations()).toBe(2 * 10 * 3);

    const later = seedsIn("kept");
    expect(await later.seeds.at(3)).toEqual(known);
    const other = seedsIn("kept", { number: 8 });
    for (const step of [1, 2]) await other.seeds.at(step);
    expect(later.evaluations() + other.evaluations()).toBe(0);
  });

  it("of fewer pictures are among those of more", async () => {
    const few = seedsIn("few");
    for (const step of [1, 2]) await few.seeds.at(step);
    const all = seedsIn("few", { pictures: 12 });
    for (const step of [1, 2, 3]) await all.seeds.at(step);
    // Four are missing, which three steps of four meet at most three times, each once.
    expect(all.evaluations()).toBeLessThanOrEqual(3 * 10 * 3);
    await few.seeds.at(3);
    expect(few.evaluations()).toBe(2 * 10 * 3);
  });

  it("of a process that was killed while it wrote are found again", async () => {
    const whole = await seedsIn("torn").seeds.at(1);
    const bytes = await readFile(at("torn"));
    await writeFile(at("torn"), bytes.subarray(0, bytes.length - 6));
    const again = seedsIn("torn");
    expect(await again.seeds.at(1)).toEqual(whole);
    expect(again.evaluations()).toBe(10 * 3);
  });

  it("are not taken of another inversion, nor out of a file of something else", async () => {
    await seedsIn("own").seeds.at(1);
    await expect(seedsIn("own", { corrections: 3 }).seeds.at(1)).rejects.toMatchObject({ code: "bad_request" });
    await writeFile(at("notes"), "to be kept");
    await expect(seedsIn("notes").seeds.at(1)).rejects.toThrow(/holds no seeds/);
    expect(await readFile(at("notes"), "utf8")).toBe("to be kept");
  });

  it("cannot be kept where no file can be, and that is said", async () => {
    await writeFile(at("a-file"), "");
    await expect(KeptSeeds.open(at("a-file/seeds"), "tiny", length)).rejects.toMatchObject({ code: "not_written" });
  });
});
