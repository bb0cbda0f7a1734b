import sharp from "sharp";

/** A JPEG of about the size that a phone's photographs have after being shared; another one for every number. */
export async function takePhotograph(number: number): Promise<Buffer> {
  const [width, height] = [1600, 1200];
  const hue = (number * 47) % 360;
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue + 110} 35% 30%)"/>
    <circle cx="${50 + (number % 5)}%" cy="50%" r="34%" fill="hsl(${hue} 75% 60%)"/>
    <circle cx="50%" cy="${48 + (number % 7)}%" r="11%" fill="hsl(${hue + 45} 90% 68%)"/></svg>`;
  const grain = sharp({
    create: { width, height, channels: 3, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 12 } },
  });
  return sharp(Buffer.from(scene))
    .composite([{ input: await grain.png().toBuffer(), blend: "soft-light" }])
    .jpeg({ quality: 85 })
    .toBuffer();
}
