import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeNpy } from "../gpu-worker/files/npy";
import { drawUniform } from "../gpu-worker/latent/random";

const bin = fileURLToPath(new URL("bin.js", import.meta.url));
let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seedbed-training-"));
  // Pictures of one bright row each.
  const rows = drawUniform(1, 1, 64);
  const data = new Float32Array(64 * 16 * 16);
  rows.forEach((row, picture) => {
    data.fill(0.9, (picture * 16 + Math.floor(row * 16)) * 16, (picture * 16 + Math.floor(row * 16) + 1) * 16);
  });
  await writeFile(at("rows.npy"), writeNpy({ shape: [64, 16, 16], data }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...parameters: string[]): {
  child: ChildProcess;
  ended: Promise<{ status: number | null; output: string }>;
} {
  const child = spawn(process.execPath, [bin, ...parameters], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes: Buffer) => {
      output += bytes;
    });
  const ended = new Promise<{ status: number | null; output: string }>((resolve) =>
    child.once("close", (status) => resolve({ status, output })),
  );
  return { child, ended };
}

const network = ["--size", "16", "--widths", "8,16", "--depth", "1", "--batch", "8", "--learning-rate", "0.003"];
const training = (out: string) => [
  "train",
  "denoiser",
  "--data",
  "rows.npy",
  "--out",
  out,
  ...network,
  "--steps",
  "80",
];

/** Of the curve, all but the seconds that it took. */
async function curveOf(out: string) {
  const curve = JSON.parse(await readFile(at(`${out}/curve.json`), "utf8")) as { seconds: number }[];
  return curve.map(({ seconds, ...point }) => point);
}

/** Resolves when a checkpoint has been written that was not there before. */
async function newCheckpoint(out: string, before: number): Promise<number> {
  for (;;) {
    const written = await stat(at(`${out}/checkpoint.safetensors`)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (written > before) return written;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("seedbed import", () => {
  const keras = fileURLToPath(new URL("../gpu-worker/fixtures/keras", import.meta.url));
  const shape = ["--size", "8", "--widths", "4,6", "--depth", "2"];

  it("makes models of what Keras saved, an embedder for its generator", async () => {
    const denoiser = await start("import", join(keras, "denoiser.hdf5"), "--out", "imported", ...shape).ended;
    expect(denoiser).toMatchObject({ status: 0 });
    const embedder = ["import", join(keras, "embedder.hdf5"), "--kind", "embedder", "--out", "finder-8", ...shape];
    expect(await start(...embedder).ended).toMatchObject({ status: 2, output: expect.stringMatching(/^bad_usage: /) });
    expect(await start(...embedder, "--generator", "imported").ended).toMatchObject({ status: 0 });
    const square = { width: 8, height: 8, channels: 3, background: "#808080" } as const;
    await sharp({ create: square }).png().toFile(at("tiny.png"));
    const found = await start("embed", "imported", "tiny.png", "--embedder", "finder-8", "--json").ended;
    expect(JSON.parse(found.output)).toMatchObject({ embedder: "finder-8", evaluations: 1 });
  });

  it("does not write over a model", async () => {
    await expect(
      start("import", join(keras, "denoiser.hdf5"), "--out", "imported", ...shape).ended,
    ).resolves.toMatchObject({
      status: 2,
      output: expect.stringMatching(/^file_not_writable: /),
    });
  });
});

describe("seedbed train", () => {
  it("that is killed at any moment goes on to the identical curve and weights", async () => {
    expect(await start(...training("whole")).ended).toMatchObject({ status: 0 });
    let seen = 0;
    for (let kill = 0; kill < 3; kill++) {
      const { child, ended } = start(...training("killed"), "--checkpoint", "0");
      seen = await newCheckpoint("killed", seen);
      child.kill("SIGKILL");
      await ended;
    }
    expect(await start(...training("killed")).ended).toMatchObject({ status: 0 });
    expect(await curveOf("killed")).toEqual(await curveOf("whole"));
    expect(await readFile(at("killed/weights.safetensors"))).toEqual(await readFile(at("whole/weights.safetensors")));
  });

  it("that is interrupted says that the same command goes on", async () => {
    const { child, ended } = start(...training("interrupted"), "--steps", "100000", "--checkpoint", "0");
    await newCheckpoint("interrupted", 0);
    child.kill("SIGINT");
    const { status, output } = await ended;
    expect(status).toBe(130);
    expect(output).toMatch(/Interrupted at step \d+ of 100000\. The same command goes on from there\./);
  });

  it("says what a training takes before it begins", async () => {
    const { status, output } = await start(...training("previewed"), "--preview", "--json").ended;
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ pictures: 58, heldOut: 6, size: 16, channels: 1, steps: 80 });
    await expect(stat(at("previewed"))).rejects.toThrow("ENOENT");
  });

  it("makes an embedder that finds seeds of its generator at once, and of no other", async () => {
    expect(await start(...training("generator"), "--steps", "20").ended).toMatchObject({ status: 0 });
    const embedder = ["train", "embedder", "--data", "rows.npy", "--generator", "generator", "--network", "conv3-16"];
    expect(
      await start(...embedder, "--out", "finder", "--steps", "4", "--batch", "4", "--pairs", "2").ended,
    ).toMatchObject({ status: 0 });
    const square = { width: 40, height: 40, channels: 3, background: "#808080" } as const;
    await sharp({ create: square }).png().toFile(at("grey.png"));
    const found = await start("embed", "generator", "grey.png", "--embedder", "finder", "--out", "s.npy", "--json")
      .ended;
    expect(JSON.parse(found.output)).toMatchObject({ embedder: "finder", evaluations: 1 });
    const other = await start("embed", "fashion-32", "grey.png", "--embedder", "finder").ended;
    expect(other).toMatchObject({
      status: 2,
      output: expect.stringMatching(/^model_not_usable: finder finds seeds of generator/),
    });
    const wrong = await start("embed", "generator", "grey.png", "--embedder", "generator").ended;
    expect(wrong.output).toMatch(/^model_not_usable: generator is a denoiser\. Name an embedder\./);
  });

  it("goes on to the identical embedder where it was killed while it found seeds, or learnt them", async () => {
    expect(await start(...training("frozen"), "--steps", "4").ended).toMatchObject({ status: 0 });
    const embedder = (out: string) => [
      ...["train", "embedder", "--data", "rows.npy", "--generator", "frozen", "--network", "conv1", "--out", out],
      ...["--batch", "4", "--steps", "60", "--pairs", "60", "--inverted", "12", "--corrections", "1"],
    ];
    expect(await start(...embedder("found")).ended).toMatchObject({ status: 0 });
    let seen = 0;
    for (let kill = 0; kill < 3; kill++) {
      const { child, ended } = start(...embedder("lost"), "--checkpoint", "0");
      seen = await newCheckpoint("lost", seen);
      child.kill("SIGKILL");
      await ended;
    }
    expect(await start(...embedder("lost")).ended).toMatchObject({ status: 0 });
    expect(await curveOf("lost")).toEqual(await curveOf("found"));
    expect(await readFile(at("lost/weights.safetensors"))).toEqual(await readFile(at("found/weights.safetensors")));
  });

  it("finds seeds of pictures once, for all embedders that are told where they are kept", async () => {
    expect(await start(...training("seeded"), "--steps", "4").ended).toMatchObject({ status: 0 });
    const embedder = (out: string, ...more: string[]) => [
      ...["train", "embedder", "--data", "rows.npy", "--generator", "seeded", "--out", out, "--batch", "4"],
      ...["--steps", "4", "--pairs", "4", "--inverted", "8", "--corrections", "1", ...more],
    ];
    expect(await start(...embedder("first", "--seeds", "shared.seeds"), "--network", "conv1").ended).toMatchObject({
      status: 0,
    });
    const kept = await readFile(at("shared.seeds"));
    const heir = embedder("heir", "--seeds", "shared.seeds", "--from", "seeded");
    expect(await start(...heir).ended).toMatchObject({ status: 0 });
    expect(await readFile(at("shared.seeds"))).toEqual(kept);
    const other = await start(...embedder("other", "--seeds", "shared.seeds", "--corrections", "2")).ended;
    expect(other).toMatchObject({ status: 2, output: expect.stringMatching(/^bad_request: .*name another file/m) });
    const stranger = await start(...embedder("stranger", "--network", "conv1", "--from", "seeded")).ended;
    expect(stranger).toMatchObject({
      status: 2,
      output: expect.stringMatching(/^bad_request: seeded has no layer/m),
    });
    expect(await start(...embedder("alone"), "--network", "conv1").ended).toMatchObject({ status: 0 });
    expect(await readdir(at("alone"))).not.toContain("seeds.kept");
  });

  it.each([
    ["data that is not there", ["--data", "none"], "bad_request"],
    ["a size that cannot be halved so often", ["--size", "18", "--widths", "8,8,8"], "bad_request"],
    ["no steps", ["--steps", "0"], "bad_usage"],
    ["a batch beyond all measure", ["--batch", "100000"], "bad_usage"],
    ["a learning rate beyond all measure", ["--learning-rate", "1000000"], "bad_usage"],
    ["a beginning of other channels", ["--from", "whole", "--channels", "3"], "bad_request"],
    ["a folder that holds a finished model", ["--out", "whole"], "bad_request"],
    ["a network of words", ["--widths", "many"], "bad_usage"],
    ["a beginning of another network", ["--from", "fashion-32"], "bad_request"],
    ["a name that is none", ["--out", "A Model"], "bad_request"],
  ])("refuses %s", async (_, changes, code) => {
    const { status, output } = await start(...training("refused"), ...changes).ended;
    expect(status).toBe(2);
    expect(output).toMatch(new RegExp(`^${code}: `, "m"));
  });
});
