import { rm } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openDataset } from "./dataset";
import { shades, solid, temporaryFolder, write, zipOf } from "./testing/files";

const root = await temporaryFolder();
const shadeOf = (pixels: Uint8Array, length: number) =>
  Array.from({ length: pixels.length / length }, (_, at) => pixels[at * length]);

describe("a folder of pictures", () => {
  it("becomes squares of 64 pixels in three channels, one plane after the other", async () => {
    const files = await shades(20);
    files["00.png"] = await solid("rgb(10, 20, 30)").png().toBuffer();
    const dataset = await openDataset(await write(join(root, "plain"), files));
    expect(dataset).toMatchObject({ name: "plain", channels: 3, size: 64, skipped: [] });
    expect(dataset.training.length).toBe(18 * 3 * 64 * 64);
    const planes = [0, 1, 2].map((channel) => dataset.training.subarray(channel * 4096, (channel + 1) * 4096));
    expect(planes.map((plane) => [...new Set(plane)])).toEqual([[10], [20], [30]]);
  });

  it("holds out the last tenth of each folder by name, at least one of ten", async () => {
    const folder = await write(join(root, "kinds"), {
      ...(await shades(20, "cats/")),
      ...(await shades(10, "dogs/young/")),
      ...(await shades(9, "dogs/")),
    });
    const { training, validation } = await openDataset(folder, { size: 8, channels: 1 });
    expect(shadeOf(validation, 64)).toEqual([18, 19, 9]);
    expect(training.length).toBe(36 * 64);
  });

  it("holds out the last tenth of all where no folder has ten", async () => {
    const people = await Promise.all(["ann", "ben", "cem", "dan"].map((name) => shades(5, `${name}/`)));
    const folder = await write(join(root, "people"), Object.assign({}, ...people));
    const { training, validation } = await openDataset(folder, { size: 8, channels: 1 });
    expect([training.length / 64, shadeOf(validation, 64)]).toEqual([18, [3, 4]]);
  });

  it("are refused where none of those held out can be read", async () => {
    const folder = await write(join(root, "no-test"), { ...(await shades(17)), "99.png": "not a picture" });
    await expect(openDataset(folder, { size: 8 })).rejects.toThrow(/no picture is left to hold out/);
  });

  it("limits what is learnt from, evenly, and holds out the same ones", async () => {
    const folder = await write(join(root, "many"), await shades(60));
    const { training, validation } = await openDataset(folder, { size: 8, channels: 1, limit: 18 });
    expect(shadeOf(training, 64)).toEqual([...Array(18).keys()].map((at) => at * 3 + 2));
    expect(validation.length / 64).toBe(2);
    expect(shadeOf(validation, 64).every((shade) => Number(shade) >= 54)).toBe(true);
  });

  it("reads every format, and passes over what is no picture", async () => {
    const files: Record<string, Uint8Array | string> = { "notes.txt": "x", ".hidden.png": "x", "__MACOSX/a.png": "x" };
    for (const format of ["jpeg", "png", "webp", "avif", "gif", "tiff"] as const)
      for (const number of [1, 2, 3]) files[`${number}.${format}`] = await solid("#804020").toFormat(format).toBuffer();
    const { training, validation, skipped } = await openDataset(await write(join(root, "formats"), files), { size: 8 });
    expect([training.length, validation.length, skipped]).toEqual([17 * 192, 192, []]);
    for (const [at, value] of training.entries())
      expect(Math.abs(value - ([0x80, 0x40, 0x20][Math.floor(at / 64) % 3] ?? 0))).toBeLessThan(8);
  });

  it("cuts the middle square, turned as the camera was held, with transparency on black", async () => {
    const files = await shades(20);
    // Three squares side by side: red, green and blue.
    const row = solid("red", 96, 32).composite([
      { input: await solid("lime", 32, 32).png().toBuffer(), left: 32, top: 0 },
      { input: await solid("blue", 32, 32).png().toBuffer(), left: 64, top: 0 },
    ]);
    const left = await solid("white", 16, 32).png().toBuffer();
    files["00.png"] = await row.png().toBuffer();
    files["01.jpg"] = await solid("black", 32, 32)
      .composite([{ input: left, left: 0, top: 0 }])
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    files["02.png"] = await solid("rgba(200, 200, 200, 0.5)").png().toBuffer();
    delete files["01.png"];
    const { training } = await openDataset(await write(join(root, "odd"), files), { size: 8 });
    const picture = (at: number) => training.subarray(at * 192, (at + 1) * 192);
    const [green, turned, transparent] = [picture(0), picture(1), picture(2)];
    expect([0, 64, 128].map((at) => green[at + 27])).toEqual([0, 255, 0]);
    // Turned clockwise, what was left is above.
    expect([turned[7], turned[56]].map((value) => Math.round((value ?? 0) / 255))).toEqual([1, 0]);
    expect(Math.abs((transparent[0] ?? 0) - 100)).toBeLessThan(2);
  });

  it("shrinks a fine pattern to its mean", async () => {
    const stripes = Buffer.from(Array.from({ length: 256 * 256 }, (_, at) => (at % 2) * 255));
    const files = await shades(20);
    files["00.png"] = await sharp(stripes, { raw: { width: 256, height: 256, channels: 1 } })
      .png()
      .toBuffer();
    const { training } = await openDataset(await write(join(root, "stripes"), files), { size: 16, channels: 1 });
    const middle = training.subarray(16 * 4, 16 * 12);
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(20);
  });

  it("skips what cannot be read, and says why", async () => {
    const files: Record<string, Buffer> = await shades(40);
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * at * 31) % 256));
    const photograph = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg()
      .toBuffer();
    files["07-cut.jpg"] = photograph.subarray(0, photograph.length * 0.7);
    files["08-text.png"] = Buffer.from("Dear diary");
    files["09-empty.png"] = Buffer.alloc(0);
    const seen: number[] = [];
    const onProgress = (done: number, all: number) => expect(seen.push(done)).toBeLessThanOrEqual(all);
    const folder = await write(join(root, "damaged"), files);
    const { training, validation, skipped } = await openDataset(folder, { size: 8, channels: 1, onProgress });
    expect(skipped.map(({ file }) => file)).toEqual(["07-cut.jpg", "08-text.png", "09-empty.png"]);
    for (const { reason } of skipped) expect(reason).toMatch(/\w+/);
    expect(shadeOf(training, 64)).toEqual([...Array(36).keys()]);
    expect(shadeOf(validation, 64)).toEqual([36, 37, 38, 39]);
    expect(seen).toEqual([...Array(43).keys()].map((at) => at + 1));
  });

  it("can be left while it is read", async () => {
    const control = new AbortController();
    const opening = openDataset(join(root, "many"), { signal: control.signal, onProgress: () => control.abort() });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a zip of pictures", () => {
  it.each([true, false])("is read as the folder it was (deflated: %s)", async (deflated) => {
    const files = { ...(await shades(20, "cats/")), "cats/readme.txt": Buffer.from("x") };
    const folder = await openDataset(await write(join(root, "unzipped"), files), { size: 8 });
    await rm(join(root, "unzipped"), { recursive: true });
    await write(root, { "pictures.zip": zipOf(files, { deflated }) });
    const zip = await openDataset(join(root, "pictures.zip"), { size: 8 });
    expect(zip).toEqual({ ...folder, name: "pictures.zip" });
  });

  it.each([
    ["whose names lead out of it", zipOf({ "../../evil.png": Buffer.from("x") }), /invalid relative path/],
    [
      "that unpacks to more than 4 GB",
      zipOf({ "a.png": Buffer.alloc(9), "b.png": Buffer.alloc(9) }, bomb()),
      /is over 4 GB unpacked; take/,
    ],
    ["without pictures", zipOf({ "a.txt": Buffer.from("x") }), /holds no pictures; put JPEG/],
    ["that was cut short", zipOf({ "a.png": Buffer.alloc(999) }).subarray(0, 900), /cannot be used/],
  ])("is refused %s", async (_, bytes, sentence) => {
    await write(root, { "bad.zip": bytes });
    const opening = openDataset(join(root, "bad.zip"));
    await expect(opening).rejects.toMatchObject({ code: "bad_request", message: expect.stringMatching(sentence) });
  });

  it("skips an entry that is larger than it says, or than a picture is", async () => {
    const honest = zipOf(await shades(20), { deflated: true });
    const lying = zipOf({ "a.png": Buffer.alloc(100_000) }, { deflated: true, declared: 10 });
    await write(root, { "honest.zip": honest, "lying.zip": lying });
    expect((await openDataset(join(root, "honest.zip"), { size: 8 })).skipped).toEqual([]);
    await expect(openDataset(join(root, "lying.zip"))).rejects.toMatchObject({
      message: expect.stringMatching(/too many bytes/),
    });
    await write(root, { "large.zip": zipOf({ "a.png": Buffer.alloc(9) }, { deflated: true, declared: 3e8 }) });
    await expect(openDataset(join(root, "large.zip"))).rejects.toMatchObject({
      message: expect.stringMatching(/a.png: it is over 256 MB/),
    });
  });
});

function bomb() {
  return { deflated: true, declared: 2.5e9 };
}

describe("what is refused, with what to do", () => {
  it.each([
    ["a path where nothing is", "nowhere", {}, /there is nothing at .*nowhere; check the path/],
    ["an empty folder", "empty", {}, /holds no pictures; put JPEG/],
    ["fewer than 16 pictures to learn from", "few", {}, /there are 15 pictures .* at least 16/],
    ["a single picture", "few/00.png", {}, /single picture; give the folder/],
    ["something else", "empty/notes.txt", {}, /holds no pictures known here/],
    ["a size that is none", "few", { size: 7.5 }, /size is 7.5/],
    ["channels that are none", "few", { channels: 2 }, /1 channel \(grey\) or 3/],
    ["a limit that is none", "few", { limit: 0 }, /limit is 0/],
  ])("%s", async (_, path, options, sentence) => {
    await write(root, { ...(await shades(16, "few/")), "empty/notes.txt": "Dear diary" });
    const opening = openDataset(join(root, path), options);
    await expect(opening).rejects.toMatchObject({ code: "bad_request", message: expect.stringMatching(sentence) });
  });
});
