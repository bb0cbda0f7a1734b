import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cutSquare, proposeCrop } from "./crop";
import { decodePicture } from "./decode";
import { displayPicture } from "./display";
import { noise, pixels, solid } from "./testing/pictures";

describe("the proposed crop", () => {
  it.each([
    [300, 200, { left: 50, top: 0, size: 200 }],
    [200, 301, { left: 0, top: 50, size: 200 }],
    [64, 64, { left: 0, top: 0, size: 64 }],
  ])("of %i x %i is the largest square in the middle", (width, height, crop) => {
    expect(proposeCrop(width, height)).toEqual(crop);
  });
});

describe("the square for a model", () => {
  it("is the very pixels where nothing has to be scaled", async () => {
    const image = noise(32, 32);
    const picture = await decodePicture(await image.png().toBuffer());
    const square = await cutSquare(picture, { left: 0, top: 0, size: 32 }, 32);
    expect(await pixels(sharp(square))).toEqual(await pixels(image));
  });

  it("is the very pixels of the crop", async () => {
    const image = noise(100, 80);
    const picture = await decodePicture(await image.png().toBuffer());
    const square = await cutSquare(picture, { left: 61, top: 7, size: 32 }, 32);
    const region = image.clone().extract({ left: 61, top: 7, width: 32, height: 32 });
    expect(await pixels(sharp(square))).toEqual(await pixels(region));
  });

  it("is an RGB PNG of 8 bit without metadata, also where the picture is grey", async () => {
    const file = await solid("#777", 200, 200)
      .toColourspace("b-w")
      .withExif({ IFD0: { Artist: "A name" } })
      .jpeg()
      .toBuffer();
    const square = await cutSquare(await decodePicture(file), { left: 0, top: 0, size: 200 }, 64);
    const metadata = await sharp(square).metadata();
    expect(metadata).toMatchObject({ format: "png", width: 64, height: 64, channels: 3, depth: "uchar" });
    expect([metadata.exif, metadata.icc, metadata.xmp]).toEqual([undefined, undefined, undefined]);
  });

  it("is cut in the pixels of the whole picture, however small its raster is", async () => {
    const file = await solid("red", 4000, 3000)
      .composite([{ input: await solid("blue", 1000, 1000).png().toBuffer(), left: 3000, top: 2000 }])
      .png()
      .toBuffer();
    const square = await cutSquare(await decodePicture(file), { left: 3000, top: 2000, size: 1000 }, 32);
    const { channels } = await sharp(square).stats();
    expect(channels.map((channel) => Math.round(channel.mean))).toEqual([0, 0, 255]);
  });

  it("brings down a fine pattern to its mean instead of to a coarse one", async () => {
    const stripes = Buffer.from(Array.from({ length: 640 * 640 * 3 }, (_, index) => (Math.floor(index / 3) % 2) * 255));
    const file = await sharp(stripes, { raw: { width: 640, height: 640, channels: 3 } })
      .png()
      .toBuffer();
    const square = await cutSquare(await decodePicture(file), { left: 0, top: 0, size: 640 }, 64);
    const { channels } = await sharp(square).stats();
    expect(channels[0]?.mean).toBeCloseTo(127.5, -0.5);
    expect(channels[0]?.stdev).toBeLessThan(4);
  });

  it.each([
    { left: -1, top: 0, size: 32 },
    { left: 0, top: 70, size: 32 },
    { left: 69, top: 0, size: 32 },
    { left: 0, top: 0, size: 101 },
    { left: 0, top: 0, size: 0 },
  ])("is refused where the crop is not inside: %o", async (crop) => {
    const picture = await decodePicture(await noise(100, 80).png().toBuffer());
    await expect(cutSquare(picture, crop, 32)).rejects.toMatchObject({ code: "crop_outside_picture" });
  });
});

describe("the picture that browsers get", () => {
  it("is exact where it is small", async () => {
    const image = noise(300, 200);
    const { bytes, mediaType } = await displayPicture(await decodePicture(await image.png().toBuffer()));
    expect(mediaType).toBe("image/webp");
    expect(await pixels(sharp(bytes))).toEqual(await pixels(image));
  });

  it("is at most 1280 pixels a side, and small", async () => {
    const { bytes } = await displayPicture(await decodePicture(await solid("teal", 3000, 2000).jpeg().toBuffer()));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 1280, height: 853 });
    expect(bytes.length).toBeLessThan(20_000);
  });

  it("tells nothing of where, when and by whom it was taken", async () => {
    const file = await noise(600, 600)
      .withExif({ IFD0: { Artist: "A name" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withIccProfile("p3")
      .jpeg()
      .toBuffer();
    const { bytes } = await displayPicture(await decodePicture(file));
    const metadata = await sharp(bytes).metadata();
    expect([metadata.exif, metadata.icc, metadata.xmp, metadata.iptc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(bytes.includes("A name")).toBe(false);
  });
});
