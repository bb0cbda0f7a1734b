import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openDataset } from "./dataset";
import { idxOf, npyOf, temporaryFolder, write, zipOf } from "./testing/files";

const root = await temporaryFolder();
/** What fills each picture's middle pixel. */
const middles = (pixels: Uint8Array, channels: number, size: number) =>
  Array.from(
    { length: pixels.length / (channels * size * size) },
    (_, at) => pixels[at * channels * size * size + (size >> 1) * size + (size >> 1)],
  );
const upTo = (count: number) => [...Array(count).keys()];
const filled = (count: number, length: number, value = (at: number) => at) =>
  upTo(count * length).map((at) => value(Math.floor(at / length)));

describe("IDX files", () => {
  it("keep their test part, and are padded evenly with black to a multiple of 8", async () => {
    const folder = await write(join(root, "mnist"), {
      "train-images-idx3-ubyte.gz": gzipSync(idxOf(30, 28, 28)),
      "train-labels-idx1-ubyte.gz": gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 0])),
      "t10k-images-idx3-ubyte": idxOf(7, 28, 28),
      "t10k-images-idx3-ubyte.gz": Buffer.from("the same, packed, which is not read twice"),
    });
    const { training, validation, ...rest } = await openDataset(folder);
    expect(rest).toEqual({ name: "mnist", channels: 1, size: 32, skipped: [] });
    expect([middles(training, 1, 32), middles(validation, 1, 32)]).toEqual([upTo(30), upTo(7)]);
    const picture = training.subarray(29 * 1024, 30 * 1024);
    const rows = upTo(32).map((row) => picture.subarray(row * 32, (row + 1) * 32).reduce((sum, one) => sum + one, 0));
    expect(rows).toEqual([0, 0, ...Array(28).fill(28 * 29), 0, 0]);
    expect([...picture.subarray(5 * 32, 6 * 32)]).toEqual([0, 0, ...Array(28).fill(29), 0, 0]);
  });

  it("hold out the last tenth where there is no test part", async () => {
    await write(root, { "train-images-idx3-ubyte": idxOf(40, 8, 8) });
    const { training, validation, size } = await openDataset(join(root, "train-images-idx3-ubyte"));
    expect([size, middles(training, 1, 8), middles(validation, 1, 8)]).toEqual([8, upTo(36), [36, 37, 38, 39]]);
  });

  it("become the size and the channels that were asked for", async () => {
    await write(root, { "grey-idx3-ubyte": idxOf(40, 28, 20) });
    const small = await openDataset(join(root, "grey-idx3-ubyte"), { size: 16 });
    expect([small.size, middles(small.training, 1, 16)]).toEqual([16, upTo(36)]);
    const colours = await openDataset(join(root, "grey-idx3-ubyte"), { size: 64, channels: 3 });
    expect([colours.channels, middles(colours.training, 3, 64)]).toEqual([3, upTo(36)]);
    expect(colours.training.subarray(0, 4096)).toEqual(colours.training.subarray(8192, 12288));
  });

  it("can be left while they are read", async () => {
    await write(root, { "long-idx3-ubyte": idxOf(2000, 8, 8) });
    const control = new AbortController();
    const opening = openDataset(join(root, "long-idx3-ubyte"), {
      signal: control.signal,
      onProgress: (done) => {
        expect(done).toBeLessThan(1000);
        setImmediate(() => control.abort());
      },
    });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });

  it("are shrunk to the means of what each pixel covers", async () => {
    const stripes = idxOf(20, 24, 24).map((value, at) => (at < 16 ? value : (at % 2) * 200));
    await write(root, { "stripes-idx3-ubyte": stripes });
    for (const [size, expected] of [
      [12, [100]],
      // A pixel and a half: one and a half of a stripe, then a half and one.
      [16, [Math.round(200 / 3), Math.round(400 / 3)]],
    ] as const) {
      const { training } = await openDataset(join(root, "stripes-idx3-ubyte"), { size });
      expect([...new Set(training)].sort((one, other) => one - other)).toEqual(expected);
    }
  });

  it.each([
    ["cut short", idxOf(30, 8, 8).subarray(0, 1000), /says 30 pictures of 8 x 8 and holds 15; download it again/],
    ["cut short in the head", idxOf(1, 1, 1).subarray(0, 9), /cut short/],
    ["of labels", idxOf(30, 8, 8, 0x801), /holds labels; give the file of the pictures/],
    ["of another kind", idxOf(30, 8, 8, 0xd03), /begins with 0x00000d03, not 0x00000803/],
    ["without pictures", idxOf(0, 8, 8), /holds no pictures/],
    ["packed and cut short", gzipSync(idxOf(30, 8, 8)).subarray(0, 60), /cannot be unpacked: unexpected end/],
  ])("are refused %s", async (_, bytes, sentence) => {
    await write(root, { "bad-idx3-ubyte": bytes });
    const opening = openDataset(join(root, "bad-idx3-ubyte"));
    await expect(opening).rejects.toMatchObject({ code: "bad_request", message: expect.stringMatching(sentence) });
  });

  it("are refused where their sizes differ", async () => {
    const one = await write(join(root, "mixed"), { "a-idx3-ubyte": idxOf(30, 8, 8), "b-idx3-ubyte": idxOf(30, 9, 9) });
    await expect(openDataset(one)).rejects.toMatchObject({ message: expect.stringMatching(/mixed sizes/) });
    const two = await write(join(root, "apart"), {
      "train-idx3-ubyte": idxOf(30, 8, 8),
      "test-idx3-ubyte": idxOf(9, 9, 9),
    });
    await expect(openDataset(two)).rejects.toMatchObject({
      message: expect.stringMatching(/1 x 8 x 8 .* 1 x 9 x 9.* mixed sizes/),
    });
  });
});

describe(".npy files", () => {
  it.each([
    [[20, 8, 8], 1],
    [[20, 1, 8, 8], 1],
    [[20, 8, 8, 1], 1],
    [[20, 3, 8, 8], 3],
    [[20, 8, 8, 3], 3],
  ])("of bytes %j are %i channels", async (shape, channels) => {
    const length = channels * 64;
    await write(root, { "bytes.npy": npyOf(shape, filled(20, length)) });
    const dataset = await openDataset(join(root, "bytes.npy"));
    expect(dataset).toMatchObject({ name: "bytes.npy", channels, size: 8 });
    expect([dataset.training.length, dataset.validation.length]).toEqual([18 * length, 2 * length]);
    expect(middles(dataset.training, channels, 8)).toEqual(upTo(18));
  });

  it("keep every pixel in its place, wherever the channels are", async () => {
    const planes = upTo(20 * 3 * 64).map((at) => at % 251);
    const pixels = upTo(20 * 64 * 3).map((at) => {
      const [picture, place, channel] = [Math.floor(at / 192), Math.floor((at % 192) / 3), at % 3];
      return planes[picture * 192 + channel * 64 + place] ?? 0;
    });
    await write(root, { "front.npy": npyOf([20, 3, 8, 8], planes), "back.npy": npyOf([20, 8, 8, 3], pixels) });
    const [front, back] = await Promise.all(["front", "back"].map((name) => openDataset(join(root, `${name}.npy`))));
    expect(front?.training).toEqual(Uint8Array.from(planes.slice(0, 18 * 192)));
    expect(back?.training).toEqual(front?.training);
    const { training } = await openDataset(join(root, "front.npy"), { size: 16 });
    const inside = training.filter((_, at) => {
      const [row, column] = [(at >> 4) % 16, at % 16];
      return row >= 4 && row < 12 && column >= 4 && column < 12;
    });
    expect(inside).toEqual(front?.training);
  });

  it("of single precision are 0..1", async () => {
    await write(root, {
      "floats.npy": npyOf(
        [20, 8, 8],
        filled(20, 64, (at) => at / 19),
        "<f4",
      ),
    });
    const { training } = await openDataset(join(root, "floats.npy"));
    expect(middles(training, 1, 8)).toEqual(upTo(18).map((at) => Math.round((at / 19) * 255)));
  });

  it("of colours can be learnt grey", async () => {
    const red = filled(20, 64).flatMap(() => [255, 0, 0]);
    await write(root, { "red.npy": npyOf([20, 8, 8, 3], red) });
    const { training, channels } = await openDataset(join(root, "red.npy"), { channels: 1, size: 16 });
    expect(channels).toBe(1);
    expect(new Set(middles(training, 1, 16)).size).toBe(1);
    expect([training[0], (training[8 * 16 + 8] ?? 0) > 50, (training[8 * 16 + 8] ?? 255) < 140]).toEqual([
      0,
      true,
      true,
    ]);
  });

  it.each([
    [
      "with NaN",
      npyOf(
        [20, 8, 8],
        filled(20, 64, () => Number.NaN),
        "<f4",
      ),
      /NaN or infinity/,
    ],
    [
      "with 0..255 in floats",
      npyOf(
        [20, 8, 8],
        filled(20, 64, () => 200),
        "<f4",
      ),
      /holds 200; .* divide by 255/,
    ],
    ["of another shape", npyOf([20, 64], filled(20, 64)), /shape \[20, 64\]; pictures are/],
    ["of four channels", npyOf([20, 8, 8, 4], filled(20, 256)), /shape \[20, 8, 8, 4\]/],
    ["without pictures", npyOf([0, 8, 8], []), /holds no pictures/],
    ["of another kind", Buffer.from("Dear diary, what is a picture?"), /not a \.npy file/],
  ])("are refused %s", async (_, bytes, sentence) => {
    await write(root, { "bad.npy": bytes });
    const opening = openDataset(join(root, "bad.npy"));
    await expect(opening).rejects.toMatchObject({ code: "bad_request", message: expect.stringMatching(sentence) });
  });
});

describe(".npz files", () => {
  const [train, test] = [
    npyOf([20, 8, 8], filled(20, 64)),
    npyOf(
      [5, 8, 8],
      filled(5, 64, (at) => at + 100),
    ),
  ];
  const labels = npyOf([20], upTo(20));

  it.each([true, false])("keep their test part (deflated: %s)", async (deflated) => {
    const files = { "y_train.npy": labels, "x_train.npy": train, "x_test.npy": test };
    await write(root, { "keras.npz": zipOf(files, { deflated }) });
    const { training, validation } = await openDataset(join(root, "keras.npz"));
    expect(middles(training, 1, 8)).toEqual(upTo(20));
    expect(middles(validation, 1, 8)).toEqual([100, 101, 102, 103, 104]);
  });

  it("give their images, or else their first array", async () => {
    await write(root, {
      "named.npz": zipOf({ "labels.npy": labels, "images.npy": train }),
      "unnamed.npz": zipOf({ "arr_0.npy": train, "arr_1.npy": labels }),
    });
    for (const name of ["named.npz", "unnamed.npz"])
      expect(middles((await openDataset(join(root, name))).training, 1, 8)).toEqual(upTo(18));
  });

  it("are refused where they hold no pictures", async () => {
    await write(root, { "labels.npz": zipOf({ "labels.npy": labels }) });
    await expect(openDataset(join(root, "labels.npz"))).rejects.toMatchObject({
      message: expect.stringMatching(/labels is of shape \[20\]/),
    });
  });
});
