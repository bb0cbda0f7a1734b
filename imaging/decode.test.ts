import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodePicture } from "./decode";
import { bombGif, bombJpeg, bombPng, bombTiff, heifOf, noise, pixels, solid } from "./testing/pictures";

/** How decoding ends: the code of the problem, or "decoded". */
function outcomeOf(bytes: Buffer): Promise<string> {
  return decodePicture(bytes).then(
    () => "decoded",
    (error) => error.code ?? `not a Problem: ${error.stack}`,
  );
}

describe("every format that is offered", () => {
  it.each(["jpeg", "png", "webp", "avif", "gif", "tiff"] as const)(
    "%s is decoded, whatever it is called",
    async (format) => {
      const picture = await decodePicture(await noise(90, 60).toFormat(format).toBuffer());
      expect(picture).toMatchObject({ mediaType: `image/${format}`, width: 90, height: 60, remarks: [] });
      expect(picture.raster).toMatchObject({ width: 90, height: 60 });
      expect(picture.raster.data).toHaveLength(90 * 60 * 3);
    },
  );

  it.each(["png", "webp", "tiff"] as const)("%s without loss keeps every pixel", async (format) => {
    const image = noise(32, 32);
    const file = await sharp(await image.png().toBuffer())
      .toFormat(format, { lossless: true, compression: "lzw" })
      .toBuffer();
    expect((await decodePicture(file)).raster.data).toEqual(await pixels(image));
  });
});

describe("pictures that need something done", () => {
  it("are turned as their EXIF orientation says", async () => {
    const halves = sharp(await solid("red", 40, 20).png().toBuffer()).composite([
      { input: await solid("blue", 20, 20).png().toBuffer(), left: 20, top: 0 },
    ]);
    // 6: the camera was held upright; what was left is now above.
    const file = await halves.withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
    const { width, height, raster } = await decodePicture(file);
    expect([width, height, raster.width, raster.height]).toEqual([20, 40, 20, 40]);
    expect(raster.data[0]).toBeGreaterThan(240);
    expect(raster.data.at(-1)).toBeGreaterThan(240);
  });

  it("are brought from CMYK to RGB, with a remark", async () => {
    const { remarks, raster } = await decodePicture(await noise(40, 40).toColourspace("cmyk").jpeg().toBuffer());
    expect(remarks).toEqual(["cmyk-to-rgb"]);
    expect(raster.data).toHaveLength(40 * 40 * 3);
  });

  it("are brought from another RGB to sRGB by their profile", async () => {
    const file = await solid("#00ff00", 16, 16).withIccProfile("p3").png().toBuffer();
    const [red, green, blue] = (await decodePicture(file)).raster.data;
    expect([red, green, blue]).toEqual([
      expect.toSatisfy(near(0)),
      expect.toSatisfy(near(255)),
      expect.toSatisfy(near(0)),
    ]);
  });

  it("are brought from 16 bit to 8, with a remark", async () => {
    const { remarks, raster } = await decodePicture(
      await solid("#123456", 16, 16).toColourspace("rgb16").png().toBuffer(),
    );
    expect(remarks).toEqual(["sixteen-bit-to-eight"]);
    expect([...raster.data.subarray(0, 3)]).toEqual([0x12, 0x34, 0x56]);
  });

  it("are laid on white where they are transparent, with a remark", async () => {
    const half = { r: 0, g: 0, b: 0, alpha: 0.5 };
    const file = await sharp({ create: { width: 16, height: 16, channels: 4, background: half } })
      .png()
      .toBuffer();
    const { remarks, raster } = await decodePicture(file);
    expect(remarks).toEqual(["transparency-on-white"]);
    expect(raster.data[0]).toSatisfy(near(127));
  });

  it("are not remarked on where they could be transparent but are not", async () => {
    expect((await decodePicture(await solid("red", 16, 16).ensureAlpha(1).png().toBuffer())).remarks).toEqual([]);
  });

  it("become three channels where they are grey", async () => {
    const { raster } = await decodePicture(await solid("#777", 16, 16).toColourspace("b-w").png().toBuffer());
    expect([...raster.data.subarray(0, 3)]).toEqual([0x77, 0x77, 0x77]);
  });

  it.each(["gif", "webp"] as const)("are taken by their first frame where they move: %s", async (format) => {
    const frames = [await solid("red", 20, 20).png().toBuffer(), await solid("blue", 20, 20).png().toBuffer()];
    const file = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    const { remarks, height, raster } = await decodePicture(file);
    expect(remarks).toEqual(["first-frame"]);
    expect(height).toBe(20);
    expect(raster.data[0]).toBeGreaterThan(240);
  });

  it("are scaled down as they are decoded where they are large", async () => {
    const { width, height, raster } = await decodePicture(await solid("green", 4000, 3000).jpeg().toBuffer());
    expect([width, height, raster.width, raster.height]).toEqual([4000, 3000, 2048, 1536]);
  });
});

describe("pictures that are refused", () => {
  it("an empty file", async () => {
    expect(await outcomeOf(Buffer.alloc(0))).toBe("picture_empty");
  });

  it("a file over 25 MB", async () => {
    const head = await noise(16, 16).jpeg().toBuffer();
    expect(await outcomeOf(Buffer.concat([head, Buffer.alloc(25 * 1024 * 1024)]))).toBe("picture_too_large");
  });

  it.each([
    ["text", "Dear diary, today I was called picture.png."],
    ["SVG, which is a program", '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>'],
    ["PDF", "%PDF-1.7\n1 0 obj\n"],
    ["PPM", `P6 8 8 255\n${"abc".repeat(64)}`],
    ["noise", "\u0001\u0002\u0003".repeat(100)],
  ])("what is no picture of ours: %s", async (_, text) => {
    expect(await outcomeOf(Buffer.from(text))).toBe("picture_not_recognised");
  });

  it("the HEIC of telephones, which is AVIF's sibling", async () => {
    expect(await outcomeOf(heifOf("heic"))).toBe("picture_not_recognised");
  });

  it.each(["jpeg", "png", "webp", "avif", "gif", "tiff"] as const)(
    "a %s that was cut short anywhere",
    async (format) => {
      const whole = await noise(120, 80).toFormat(format).toBuffer();
      for (const part of [0.05, 0.3, 0.6, 0.9, 0.98]) {
        expect(await outcomeOf(whole.subarray(0, Math.floor(whole.length * part))), `${part}`).toBe("picture_damaged");
      }
    },
  );

  it.each([
    [1, 1],
    [10000, 1],
    [7, 300],
  ])("one of %i x %i pixels", async (width, height) => {
    expect(await outcomeOf(await solid("red", width, height).png().toBuffer())).toBe("picture_too_small");
  });

  it("one of over 40 megapixels", async () => {
    expect(await outcomeOf(await solid("red", 8000, 5001).jpeg().toBuffer())).toBe("picture_too_many_pixels");
  });

  it.each([
    ["PNG", bombPng],
    ["GIF", bombGif],
    ["JPEG", bombJpeg],
    ["TIFF", bombTiff],
  ])("a small %s that declares 60000 x 60000, at once and without unpacking it", async (_, bomb) => {
    const before = process.memoryUsage().rss;
    expect(await outcomeOf(await bomb(60_000, 60_000))).toBe("picture_too_many_pixels");
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});

describe("pictures that real cameras and editors make a little wrong", () => {
  it.each([
    ["bytes after the end", (jpeg: Buffer) => Buffer.concat([jpeg, Buffer.alloc(500, 7)])],
    ["stray bytes before a marker", (jpeg: Buffer) => insert(jpeg, jpeg.indexOf(Buffer.from([0xff, 0xda])), 7)],
    ["stray bytes before the last marker", (jpeg: Buffer) => insert(jpeg, jpeg.length - 2, 7)],
  ])("are decoded: %s", async (_, spoil) => {
    expect(await outcomeOf(spoil(await noise(120, 80).jpeg().toBuffer()))).toBe("decoded");
  });

  it("are decoded without their colour profile where that is broken", async () => {
    const file = await noise(40, 40).withIccProfile("p3").jpeg().toBuffer();
    const profile = file.indexOf("ICC_PROFILE");
    file.fill(0x33, profile + 14, profile + 200);
    expect(await outcomeOf(file)).toBe("decoded");
  });
});

it("gives each core one picture at a time, and all of them their turn", async () => {
  const file = await noise(200, 200).png().toBuffer();
  const damaged = file.subarray(0, 2000);
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => outcomeOf(index % 3 ? file : damaged)));
  expect(outcomes.filter((outcome) => outcome === "decoded")).toHaveLength(20);
});

function insert(bytes: Buffer, at: number, count: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(count, 0x11), bytes.subarray(at)]);
}

function near(wanted: number) {
  return (value: number) => Math.abs(value - wanted) <= 4;
}
