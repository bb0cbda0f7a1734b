import { expect, it } from "vitest";
import type { Raster } from "../pictures/raster";
import { FrameStream } from "./frames";

/** Later frames are smaller, so that they are encoded sooner than the first. */
function raster(size: number): Raster {
  const data = Uint8Array.from({ length: size * size * 3 }, (_, at) => (at * 2654435761) % 251);
  return { width: size, height: size, channels: 3, data };
}

it("sends frames in the order of their steps, however long each takes to encode", async () => {
  const sent: number[] = [];
  const stream = new FrameStream(({ step }) => sent.push(step));
  for (const step of [1, 2, 3, 4]) stream.show({ phase: "generation", step, of: 4 }, raster(step === 1 ? 512 : 8));
  expect(sent).toEqual([]);
  await stream.drained();
  expect(sent).toEqual([1, 2, 3, 4]);
});

it("says when a step was computed, not when its frame was sent", async () => {
  const times: number[] = [];
  const before = performance.timeOrigin + performance.now();
  const stream = new FrameStream(({ computedAt }) => times.push(computedAt));
  stream.show({ phase: "inversion", step: 1, of: 1 }, raster(512));
  const shown = performance.timeOrigin + performance.now();
  await stream.drained();
  expect(times[0]).toBeGreaterThanOrEqual(before);
  expect(times[0]).toBeLessThanOrEqual(shown);
});

it("tells at the end that a frame could not be encoded, and sends the others", async () => {
  const sent: number[] = [];
  const stream = new FrameStream(({ step }) => sent.push(step));
  stream.show({ phase: "generation", step: 1, of: 2 }, { ...raster(8), width: 9 });
  stream.show({ phase: "generation", step: 2, of: 2 }, raster(8));
  await expect(stream.drained()).rejects.toThrow();
  expect(sent).toEqual([2]);
});
