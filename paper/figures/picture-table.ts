import sharp from "sharp";
import { encodePng, type Raster } from "../../gpu-worker/pictures/raster";
import { escapeText, paperColour, textStyle } from "./ink";

export interface PictureRow {
  readonly label: string;
  readonly pictures: readonly Raster[];
}

const [gap, labelWidth, captionHeight] = [3, 190, 22];

/** PNG bytes of rows of pictures of one size, each with a label at its left, and captions above the columns. */
export async function drawPictureTable(rows: readonly PictureRow[], captions: readonly string[] = []): Promise<Buffer> {
  const first = rows[0]?.pictures[0];
  if (!first) throw new Error("a table has at least one picture");
  const scale = Math.max(1, Math.round(64 / first.width));
  const side = first.width * scale;
  const top = captions.length > 0 ? captionHeight : gap;
  const columns = Math.max(...rows.map(({ pictures }) => pictures.length));
  const place = (row: number, column: number) => ({
    left: labelWidth + column * (side + gap),
    top: top + row * (side + gap),
  });
  const [width, height] = [labelWidth + columns * (side + gap), top + rows.length * (side + gap)];
  const pictures = rows.flatMap((row, down) =>
    row.pictures.map(async (picture, across) => ({
      input: await sharp(await encodePng(picture))
        .resize(side, side, { kernel: "nearest" })
        .toColourspace("srgb")
        .png()
        .toBuffer(),
      ...place(down, across),
    })),
  );
  const labels = [
    ...rows.map(({ label }, row) => lines(label, 10, place(row, 0).top + side / 2)),
    ...captions.map((caption, column) => word(caption, place(0, column).left + side / 2, 15, "middle", 12)),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join("")}</svg>`;
  const canvas = { create: { width, height, channels: 3, background: paperColour } } as const;
  return await sharp(canvas)
    .composite([...(await Promise.all(pictures)), { input: Buffer.from(svg), left: 0, top: 0 }])
    .png({ compressionLevel: 9, palette: true, quality: 90 })
    .toBuffer();
}

/** Two lines where a label has a line break. */
function lines(label: string, x: number, middle: number): string {
  const words = label.split("\n");
  return words
    .map((line, index) => word(line, x, middle + 5 + (index - (words.length - 1) / 2) * 17, "start", 14))
    .join("");
}

function word(content: string, x: number, y: number, anchor: string, size: number): string {
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" ${textStyle}>${escapeText(content)}</text>`;
}
