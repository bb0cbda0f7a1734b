import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type ImageSpace, imagePixels, imageRaster, picturesToTensor, seedRaster } from "./images";
import { decodeRaster, encodeFrame, encodePng, type Raster } from "./raster";

const colour: ImageSpace = {
  channels: 3,
  size: 16,
  normalization: { mean: [0.46, 0.42, 0.31], std: [0.27, 0.24, 0.26] },
};
const grey: ImageSpace = { channels: 1, size: 16, normalization: { mean: [0.219], std: [0.332] } };

/** Every value from 0 to 255, in an order that differs by channel. */
function everyValue(channels: 1 | 3): Raster {
  const data = Uint8Array.from({ length: 256 * channels }, (_, at) => (at * (channels === 1 ? 1 : 7)) % 256);
  return { width: 16, height: 16, channels, data };
}

describe("pictures and tensors", () => {
  it.each([
    ["colour", colour, 3],
    ["grey", grey, 1],
  ] as const)("keeps every 8-bit value of a %s picture on the way to a tensor and back", async (_, space, channels) => {
    const raster = everyValue(channels);
    const tensor = await picturesToTensor([await encodePng(raster)], space);
    expect(tensor.shape).toEqual([1, channels, 16, 16]);
    expect(imageRaster(tensor, space).data).toEqual(raster.data);
  });

  it("normalises each channel by its own mean and deviation", async () => {
    const data = new Uint8Array(16 * 16 * 3).map((_, at) => [255, 0, 51][at % 3] ?? 0);
    const { data: values } = await picturesToTensor(
      [await encodePng({ width: 16, height: 16, channels: 3, data })],
      colour,
    );
    expect(values[0]).toBeCloseTo((1 - 0.46) / 0.27, 5);
    expect(values[256]).toBeCloseTo((0 - 0.42) / 0.24, 5);
    expect(values[512]).toBeCloseTo((0.2 - 0.31) / 0.26, 5);
  });

  it("gives a grey model a grey RGB picture's own values, and a colour picture's luma", async () => {
    const greyValues = everyValue(1);
    const asColour = new Uint8Array(greyValues.data.length * 3).map(
      (_, at) => greyValues.data[Math.floor(at / 3)] ?? 0,
    );
    const png = await encodePng({ width: 16, height: 16, channels: 3, data: asColour });
    expect((await decodeRaster(png, 1)).data).toEqual(greyValues.data);

    const green = await sharp({ create: { width: 16, height: 16, channels: 3, background: "#00ff00" } })
      .png()
      .toBuffer();
    const blue = await sharp({ create: { width: 16, height: 16, channels: 3, background: "#0000ff" } })
      .png()
      .toBuffer();
    const [first = 0] = (await decodeRaster(green, 1)).data;
    const [second = 0] = (await decodeRaster(blue, 1)).data;
    expect(first).toBeGreaterThan(2 * second);
  });

  it("stacks several pictures, and refuses one of another size", async () => {
    const png = await encodePng(everyValue(3));
    const tensor = await picturesToTensor([png, png], colour);
    expect(tensor.shape).toEqual([2, 3, 16, 16]);
    expect(tensor.data.subarray(768)).toEqual(tensor.data.subarray(0, 768));
    await expect(picturesToTensor([png], { ...colour, size: 8 })).rejects.toThrow("8 x 8");
  });

  it("clips pixels to 0..1 and does not quantise them", () => {
    const data = new Float32Array(256).fill(-100);
    data[1] = 100;
    data[2] = 0.001;
    const pixels = imagePixels({ shape: [1, 1, 16, 16], data }, grey);
    expect([pixels[0], pixels[1]]).toEqual([0, 1]);
    expect(pixels[2]).toBeCloseTo(0.219 + 0.332 * 0.001, 7);
  });

  it("shows a seed with 0 as mid-grey and -3 and 3 as the ends, whatever else it holds", () => {
    const data = new Float32Array(16).fill(0);
    data.set([-3, 3, -30, 30, 1.5]);
    const { channels, data: look } = seedRaster({ shape: [1, 1, 4, 4], data });
    expect(channels).toBe(1);
    expect([...look.slice(0, 6)]).toEqual([0, 255, 0, 255, 191, 128]);
  });

  it("shows frames with the pixels the model made", async () => {
    const raster = everyValue(3);
    expect((await decodeRaster(await encodeFrame(raster), 3)).data).toEqual(raster.data);
    const greyRaster = everyValue(1);
    expect((await decodeRaster(await encodeFrame(greyRaster), 1)).data).toEqual(greyRaster.data);
  });
});
