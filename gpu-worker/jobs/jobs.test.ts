import { fileURLToPath } from "node:url";
import { pino } from "pino";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ModelId, Sha256 } from "../../protocol/ids";
import type { EmbedResult, GenerateResult, Task } from "../../protocol/jobs";
import { MemoryBlobs } from "../blobs/memory";
import { openEngine } from "../engines";
import { readNpy, writeNpy } from "../files/npy";
import { loadModel } from "../models/model";
import { decodeRaster } from "../pictures/raster";
import type { Tensor } from "../tensor";
import { Workbench } from "../workbench";
import { alone } from "./alone";
import { FrameStream, type TimedFrame } from "./frames";
import { carryOut } from "./outcome";

const model = { id: ModelId.parse("fashion-32"), files: null };
const steps = 10;
const silent = pino({ level: "silent" });

let workbench: Workbench;
beforeAll(async () => {
  const loaded = await loadModel(fileURLToPath(new URL("../../models/fashion-32", import.meta.url)));
  workbench = new Workbench(await openEngine(), [loaded]);
  await workbench.lend((bench) => bench.open(model, new MemoryBlobs()));
});
afterAll(() => workbench.dispose());

/** Carries a task out as a worker does; `onFrame` hears each frame as it is sent. */
async function work(task: unknown, blobs: MemoryBlobs, onFrame?: (frame: TimedFrame, cancel: () => void) => void) {
  const frames: { frame: TimedFrame; picture: Uint8Array }[] = [];
  const cancelling = new AbortController();
  const stream = new FrameStream((frame, picture) => {
    frames.push({ frame, picture });
    onFrame?.(frame, () => cancelling.abort());
  });
  const context = { blobs, signal: cancelling.signal, show: stream.show.bind(stream) };
  const outcome = await workbench.lend((bench) => carryOut(task, alone({ ...context, workbench: bench }), silent));
  await stream.drained();
  return { outcome, frames };
}

async function done<Kind extends Task["kind"]>(task: Extract<Task, { kind: Kind }>, blobs: MemoryBlobs) {
  const { outcome, frames } = await work(task, blobs);
  if (outcome.state !== "done") throw new Error(`the task ended as ${JSON.stringify(outcome)}`);
  return { result: outcome.result as Kind extends "embed" ? EmbedResult : GenerateResult, frames };
}

function fromNumber(number: number): Extract<Task, { kind: "generate" }> {
  return { kind: "generate", model, steps, seed: { from: "number", number }, realism: 0, target: null };
}

function inversion(target: Sha256): Extract<Task, { kind: "embed" }> {
  const method = { name: "inversion", corrections: 3 } as const;
  return { kind: "embed", model, embedder: null, steps, method, target, start: null, kept: null, ending: false };
}

describe("generating", () => {
  it("shows every step in order, and hands over the image, the steps and the seed that was drawn", async () => {
    const blobs = new MemoryBlobs();
    const { result, frames } = await done(fromNumber(7), blobs);

    expect(frames.map(({ frame }) => [frame.phase, frame.step, frame.of])).toEqual(
      Array.from({ length: steps }, (_, index) => ["generation", index + 1, steps]),
    );
    const image = await decodeRaster(await blobs.read(result.image), 1);
    expect([image.width, image.height]).toEqual([32, 32]);
    const lastFrame = await decodeRaster(frames.at(-1)?.picture ?? new Uint8Array(), 1);
    expect(lastFrame.data).toEqual(image.data);
    expect(await sharp(await blobs.read(result.trajectory)).metadata()).toMatchObject({ width: 320, height: 32 });

    expect(result.drawn?.shape).toEqual([1, 32, 32]);
    const seed = readNpy(await blobs.read(result.drawn?.tensor ?? result.image));
    expect(seed.shape).toEqual([1, 32, 32]);
    expect(result.metrics).toBeNull();
    expect(Math.abs((result.drawn?.statistics.variance ?? 0) - 1)).toBeLessThan(0.2);
  });

  it("draws the same seed and image from the same number, others from another", async () => {
    const blobs = new MemoryBlobs();
    const [first, again, other] = [
      await done(fromNumber(7), blobs),
      await done(fromNumber(7), blobs),
      await done(fromNumber(8), blobs),
    ];
    expect(again.result.drawn).toEqual(first.result.drawn);
    expect(again.result.image).toBe(first.result.image);
    expect(other.result.image).not.toBe(first.result.image);
  });

  it("generates the same image from the stored seed", async () => {
    const blobs = new MemoryBlobs();
    const { result } = await done(fromNumber(9), blobs);
    const tensor = result.drawn?.tensor ?? result.image;
    const again = await done(
      { kind: "generate", model, steps, seed: { from: "blob", tensor }, realism: 0, target: result.image },
      blobs,
    );
    expect(again.result).toMatchObject({ image: result.image, drawn: null });
    // Compared with its own 8-bit copy, only the rounding is left: at most 1/510 a pixel.
    expect(again.result.metrics?.meanSquaredError).toBeGreaterThan(0);
    expect(again.result.metrics?.meanSquaredError).toBeLessThan((1 / 510) ** 2);
    expect(again.result.metrics?.peakSignalToNoise).toBeGreaterThan(54);
  });

  it("takes from one step to a hundred", async () => {
    const blobs = new MemoryBlobs();
    const one = await done({ ...fromNumber(1), steps: 1 }, blobs);
    expect(one.frames).toHaveLength(1);
    const hundred = await done({ ...fromNumber(1), steps: 100 }, blobs);
    expect(hundred.frames).toHaveLength(100);
    expect(await sharp(await blobs.read(hundred.result.trajectory)).metadata()).toMatchObject({
      width: 320,
      height: 320,
    });
  });
});

describe("embedding", () => {
  it("shows the picture becoming noise, and finds a seed from which the picture comes back", async () => {
    const blobs = new MemoryBlobs();
    const { result: original } = await done(fromNumber(3), blobs);
    const target = original.image;
    const { result, frames } = await done(inversion(target), blobs);

    expect(frames.map(({ frame }) => [frame.phase, frame.step, frame.of])).toEqual(
      Array.from({ length: steps }, (_, index) => ["inversion", index + 1, steps]),
    );
    const preview = await decodeRaster(await blobs.read(result.seeds[0]?.preview ?? target), 1);
    const lastFrame = await decodeRaster(frames.at(-1)?.picture ?? new Uint8Array(), 1);
    expect(lastFrame.data).toEqual(preview.data);

    const seed = { from: "blob", tensor: result.seeds[0]?.tensor ?? target } as const;
    const { result: made } = await done({ kind: "generate", model, steps, seed, realism: 0, target }, blobs);
    expect(made.metrics?.meanSquaredError).toBeLessThan(0.03);
  });
});

describe("a job that cannot be done", () => {
  it("ends between two steps when it is cancelled, and shows nothing more", async () => {
    const { outcome, frames } = await work({ ...fromNumber(1), steps: 100 }, new MemoryBlobs(), ({ step }, cancel) => {
      if (step === 3) cancel();
    });
    expect(outcome).toEqual({ state: "cancelled" });
    expect(frames.length).toBeGreaterThanOrEqual(3);
    expect(frames.length).toBeLessThan(50);
  });

  it("says that the seed's shape is not the model's", async () => {
    const blobs = new MemoryBlobs();
    const tensor = await blobs.write(writeNpy({ shape: [3, 16, 16], data: new Float32Array(768) }));
    const { outcome } = await work(
      { kind: "generate", model, steps, seed: { from: "blob", tensor }, realism: 0, target: null },
      blobs,
    );
    expect(outcome).toMatchObject({ state: "failed", problem: { code: "seed_does_not_fit" } });
  });

  it("says that the seed is not finite", async () => {
    const blobs = new MemoryBlobs();
    const seed: Tensor = { shape: [1, 32, 32], data: new Float32Array(1024).fill(Number.NaN, 5, 6) };
    const tensor = await blobs.write(writeNpy(seed));
    const { outcome } = await work(
      { kind: "generate", model, steps, seed: { from: "blob", tensor }, realism: 0, target: null },
      blobs,
    );
    expect(outcome).toMatchObject({ state: "failed", problem: { code: "not_finite" } });
  });

  it("says that the model is not here, that a blob is lost, and that a task cannot be read", async () => {
    const blobs = new MemoryBlobs();
    const elsewhere = await work({ ...fromNumber(1), model: { id: "flowers-640", files: null } }, blobs);
    expect(elsewhere.outcome).toMatchObject({ state: "failed", problem: { code: "model_not_available" } });
    const lost = await work(inversion(Sha256.parse("0".repeat(64))), blobs);
    expect(lost.outcome).toMatchObject({ state: "failed", problem: { code: "compute_failed" } });
    const unread = await work({ ...fromNumber(1), steps: 0 }, blobs);
    expect(unread.outcome).toMatchObject({ state: "failed", problem: { code: "bad_request" } });
  });
});
