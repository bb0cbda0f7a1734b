import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tryTensorflow } from "../gpu-worker/engines";
import { writeNpy } from "../gpu-worker/files/npy";
import { runCommandLine } from "./program";

const home = process.cwd();
let folder: string;
const at = (name: string) => join(folder, name);

async function seedFile(name: string, shape: number[], change?: (data: Float32Array) => void): Promise<void> {
  const data = new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(0.5);
  change?.(data);
  await writeFile(at(name), writeNpy({ shape, data }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seedbed-cli-"));
  await mkdir(at("a-folder"));
  await mkdir(at("folder.onnx"));
  await writeFile(at("text.txt"), "not a picture, nor a seed");
  await writeFile(at("empty.png"), "");
  await seedFile("colour.npy", [3, 16, 16]);
  await seedFile("nan.npy", [1, 32, 32], (data) => data.fill(Number.NaN, 0, 1));
  const grey = { create: { width: 60, height: 40, channels: 3, background: "#808080" } } as const;
  await sharp(grey).jpeg().toFile(at("photo.jpg"));
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true, force: true });
});

/** A machine that has it checks on it. */
const withoutCuda = (await tryTensorflow("cuda")) !== undefined;

describe("what a person gets wrong", () => {
  it.runIf(withoutCuda)("a device to check on that is not here", async () => {
    const said: string[] = [];
    const terminal = { print: () => undefined, complain: (text: string) => said.push(text) };
    const parameters = ["check", "fashion-32", "--engine", "tensorflow", "--device", "cuda"];
    expect(await runCommandLine(parameters, terminal)).toBe(2);
    expect(said.join("")).toMatch(/^engine_not_available: The device cuda cannot be used here/);
  });

  it.each([
    ["no command", [], "bad_usage"],
    ["an unknown command", ["grow"], "bad_usage"],
    ["an unknown option", ["generate", "fashion-32", "--colour", "red"], "bad_usage"],
    ["no steps", ["generate", "fashion-32", "--steps", "0"], "bad_usage"],
    ["too many steps", ["generate", "fashion-32", "--steps", "101"], "bad_usage"],
    ["half a number", ["generate", "fashion-32", "--number", "1.5"], "bad_usage"],
    ["a seed and a number", ["generate", "fashion-32", "--number", "1", "--seed", "x.npy"], "bad_usage"],
    ["an image that is no PNG", ["generate", "fashion-32", "--out", "image.jpg"], "bad_usage"],
    ["a crop of two numbers", ["embed", "fashion-32", "photo.jpg", "--crop", "1,2"], "bad_usage"],
    ["an unknown model", ["generate", "fashion-33"], "model_not_found"],
    ["a folder that is no model", ["generate", "a-folder"], "model_not_found"],
    ["a file for a model", ["generate", "./text.txt"], "not_a_folder"],
    ["a missing seed", ["generate", "fashion-32", "--seed", "none.npy"], "file_missing"],
    ["a folder for a seed", ["generate", "fashion-32", "--seed", "a-folder"], "file_is_a_folder"],
    ["a text for a seed", ["generate", "fashion-32", "--seed", "text.txt"], "seed_not_readable"],
    ["a seed of another shape", ["generate", "fashion-32", "--seed", "colour.npy"], "seed_does_not_fit"],
    ["a seed with NaN", ["generate", "fashion-32", "--seed", "nan.npy"], "seed_not_finite"],
    ["a missing output folder", ["generate", "fashion-32", "--out", "none/image.png"], "folder_missing"],
    ["a missing picture", ["embed", "fashion-32", "none.jpg"], "file_missing"],
    ["a text for a picture", ["embed", "fashion-32", "text.txt"], "picture_not_recognised"],
    ["an empty picture", ["embed", "fashion-32", "empty.png"], "picture_empty"],
    ["a crop outside", ["embed", "fashion-32", "photo.jpg", "--crop", "30,0,40"], "crop_outside_picture"],
    ["an unknown method", ["embed", "fashion-32", "photo.jpg", "--method", "guess"], "bad_usage"],
    ["another method's option", ["embed", "fashion-32", "photo.jpg", "--strength", "0.4"], "bad_usage"],
    ["an embedder that is not named", ["embed", "fashion-32", "photo.jpg", "--method", "embedder"], "bad_usage"],
    ["a refinement of nothing", ["embed", "fashion-32", "photo.jpg", "--method", "refine"], "bad_usage"],
    ["too many seeds", ["embed", "fashion-32", "photo.jpg", "--method", "descent", "--seeds", "65"], "bad_usage"],
    ["a wish for no error", ["embed", "fashion-32", "photo.jpg", "--method", "best", "--wished", "0"], "bad_usage"],
    [
      "a refinement of another model's seed",
      ["embed", "fashion-32", "photo.jpg", "--method", "refine", "--start", "colour.npy"],
      "seed_does_not_fit",
    ],
    [
      "a refinement of NaN",
      ["embed", "fashion-32", "photo.jpg", "--method", "refine", "--start", "nan.npy"],
      "seed_not_finite",
    ],
    ["an export of an unknown model", ["export", "fashion-33", "--onnx", "a.onnx"], "model_not_found"],
    ["an export without a file", ["export", "fashion-32"], "bad_usage"],
    ["an export into no folder", ["export", "fashion-32", "--onnx", "none/a.onnx"], "folder_missing"],
    ["an export over a folder", ["export", "fashion-32", "--onnx", "folder.onnx"], "file_is_a_folder"],
    ["steps of a denoiser", ["export", "fashion-32", "--onnx", "a.onnx", "--steps", "3"], "bad_usage"],
    ["a batch of none", ["export", "fashion-32", "--onnx", "a.onnx", "--batch", "0"], "bad_usage"],
    ["nothing to check", ["check", "none"], "model_not_found"],
  ])("%s is answered with a code and a sentence", async (_, parameters, code) => {
    let printed = "";
    let complaint = "";
    const status = await runCommandLine(parameters, {
      print: (text) => {
        printed += text;
      },
      complain: (text) => {
        complaint += text;
      },
    });
    expect({ status, printed }).toEqual({ status: 2, printed: "" });
    expect(complaint).toMatch(new RegExp(`^${code}: \\S`));
    expect(complaint).not.toMatch(/^ +at /m);
  });
});
