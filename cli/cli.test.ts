import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { InferenceSession } from "onnxruntime-node";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBytes } from "./files";

const bin = fileURLToPath(new URL("bin.js", import.meta.url));
const models = fileURLToPath(new URL("../models", import.meta.url));

let folder: string;
const at = (name: string) => join(folder, name);

/** Runs the command line as a person does; never throws. */
function seedbed(...parameters: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [bin, ...parameters], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    ),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seedbed-cli-"));
  await writeFile(at("text.txt"), "not a picture");
  const stripes = Uint8Array.from({ length: 60 * 40 * 3 }, (_, index) => (index % 7) * 30);
  await sharp(stripes, { raw: { width: 60, height: 40, channels: 3 } })
    .jpeg()
    .toFile(at("photo.jpg"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("seedbed", () => {
  it("generates an image from a number, and the same one from the seed that it wrote", async () => {
    const outputs = ["--out", "one.png", "--seed-out", "one.npy", "--steps-out", "one.webp"];
    const made = await seedbed("generate", "fashion-32", "--number", "7", ...outputs, "--json");
    expect(made).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(made.stdout)).toMatchObject({ model: "fashion-32", number: 7, steps: 10, image: "one.png" });
    expect(await sharp(at("one.png")).metadata()).toMatchObject({ format: "png", width: 32, height: 32 });
    expect(await sharp(at("one.webp"), { animated: true }).metadata()).toMatchObject({ format: "webp", pages: 10 });

    const again = await seedbed("generate", join(models, "fashion-32"), "--seed", "one.npy", "--out", "again.png");
    expect(again.status).toBe(0);
    expect(again.stdout).toContain("again.png");
    expect(await readFile(at("again.png"))).toEqual(await readFile(at("one.png")));
  });

  it("finds the seed of a picture and says how near its reconstruction is", async () => {
    const outputs = ["--out", "found.npy", "--reconstruction", "rec.png"];
    const found = await seedbed("embed", "fashion-32", "photo.jpg", "--crop", "5,0,40", ...outputs, "--json");
    expect(found).toMatchObject({ status: 0, stderr: "" });
    const result = JSON.parse(found.stdout);
    expect(result).toMatchObject({
      crop: { left: 5, top: 0, size: 40 },
      method: "inversion",
      corrections: 3,
      evaluations: 40,
    });
    expect(result.peakSignalToNoise).toBeCloseTo(-10 * Math.log10(result.meanSquaredError), 6);
    expect(await sharp(at("rec.png")).metadata()).toMatchObject({ width: 32, height: 32 });
    expect((await readFile(at("found.npy"))).subarray(1, 6).toString()).toBe("NUMPY");

    const told = await seedbed("embed", "fashion-32", "photo.jpg");
    expect(told.stdout).toMatch(/MSE [\d.e-]+ · PSNR [\d.]+ dB/);
    expect(told.stdout).toMatch(/mean .* variance .* largest/);
  });

  it("finds better seeds from one that was found, says what it cost, and how typical the seed is", async () => {
    const first = await seedbed(
      "embed",
      "fashion-32",
      "photo.jpg",
      "--corrections",
      "1",
      "--out",
      "rough.npy",
      "--json",
    );
    const refinement = ["--method", "refine", "--start", "rough.npy", "--iterations", "3", "--json"];
    const refined = await seedbed("embed", "fashion-32", "photo.jpg", ...refinement);
    const [rough, better] = [JSON.parse(first.stdout), JSON.parse(refined.stdout)];
    expect(better).toMatchObject({ method: "refine", evaluations: 70, endedBy: "finished" });
    expect(better.stages).toMatchObject([{ name: "descent", evaluations: 70 }]);
    expect(better.meanSquaredError).toBeLessThanOrEqual(rough.meanSquaredError);
    expect(better.statistics.autocorrelation).toBeGreaterThan(-1);
    expect(Math.abs(better.statistics.normDistance)).toBeGreaterThan(0);
    expect(better.structuralSimilarity).toBeLessThan(1);
  });

  it("says so where the wished error costs more than it may", async () => {
    const scant = ["--method", "best", "--wished", "0.0000001", "--evaluations", "60"];
    const told = await seedbed("embed", "fashion-32", "photo.jpg", ...scant);
    expect(told.stdout).toContain("the evaluations are spent before the wished error was reached");
  });

  it("keeps the best seed so far where it is interrupted", async () => {
    const long = ["--method", "descent", "--iterations", "20000", "--out", "kept.npy", "--json"];
    const child = spawn(process.execPath, [bin, "embed", "fashion-32", "photo.jpg", ...long], { cwd: folder });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    // Its first word on what it does: the descent runs.
    await once(child.stderr, "data");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
    expect(JSON.parse(printed)).toMatchObject({ endedBy: "stopped", seed: "kept.npy" });
    expect((await readFile(at("kept.npy"))).subarray(1, 6).toString()).toBe("NUMPY");
  });

  it("exports a generator and a denoiser as whole ONNX files", async () => {
    const whole = await seedbed("export", "fashion-32", "--onnx", "g.onnx", "--generator", "--steps", "2", "--json");
    expect(whole).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(whole.stdout)).toMatchObject({ what: "generator", steps: 2, batch: 1, file: "g.onnx" });
    const generator = await InferenceSession.create(at("g.onnx"));
    expect([generator.inputNames, generator.outputNames]).toEqual([["seeds"], ["images"]]);

    const network = await seedbed("export", "fashion-32", "--onnx", "d.onnx", "--batch", "3");
    expect(network.stdout).toContain("noisy_images, noise_variance");
    expect((await InferenceSession.create(at("d.onnx"))).outputNames).toEqual(["predicted_noise"]);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("leaves nothing half written where a file cannot be", async () => {
    await mkdir(at("in-the-way"));
    await expect(writeBytes(at("in-the-way"), Uint8Array.of(1))).rejects.toMatchObject({ code: "file_not_writable" });
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("checks a model against its golden vectors", async () => {
    const { status, stdout } = await seedbed("check", join(models, "fashion-32"), "--json");
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ model: "fashion-32", passed: true });
    expect(report.vectors.length).toBeGreaterThan(3);
  });

  it("names the tensor of a model that is refused, with status 1", async () => {
    await mkdir(at("broken"));
    await writeFile(at("broken/model.json"), await readFile(join(models, "fashion-32/model.json")));
    const header = Buffer.from(JSON.stringify({}));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    await writeFile(at("broken/weights.safetensors"), Buffer.concat([length, header]));
    const { status, stderr } = await seedbed("check", "broken");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^model_missing_tensor: .*stem\.weight/);
  });

  it("ends in peace where nobody reads on", async () => {
    const piped = `"${process.execPath}" "${bin}" doctor 2>&1 | head -n 1; echo "status \${PIPESTATUS[0]}"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", piped], { cwd: folder });
    expect(stdout).toMatch(/^ok +Node\.js: .*\nstatus 0\n$/);
  });

  it("says what the machine has", async () => {
    const { stdout } = await seedbed("doctor", "--json");
    const { findings } = JSON.parse(stdout);
    const names = findings.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "Node.js",
        "memory",
        "engine",
        "device cpu",
        "device webgpu",
        "device cuda",
        "model fashion-32",
        "data folder",
      ]),
    );
  });

  it("lists its commands when asked for help", async () => {
    expect(await seedbed("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("embed") });
  });

  it("answers what a person got wrong with a sentence and status 2, and machines with JSON", async () => {
    const told = await seedbed("embed", "fashion-32", "text.txt");
    expect(told).toMatchObject({ status: 2, stdout: "" });
    expect(told.stderr).toMatch(/^picture_not_recognised: [^\n]+\n$/);

    const { status, stdout } = await seedbed("generate", "fashion-33", "--json");
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "model_not_found" } });
  });
});
