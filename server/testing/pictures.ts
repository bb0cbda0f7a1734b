import sharp from "sharp";

/** A small picture with something to see in it: soft blobs of two colours, different for every `hue`. */
export function paintPicture(hue = 0, width = 96, height = 80): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue + 100} 30% 25%)"/>
    <circle cx="50%" cy="50%" r="35%" fill="hsl(${hue} 80% 60%)"/>
    <circle cx="50%" cy="50%" r="12%" fill="hsl(${hue + 50} 90% 70%)"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
