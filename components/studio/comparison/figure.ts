import type { Compared } from "./compared";
import { differenceCanvas } from "./difference";
import { figureMargin, layoutOf } from "./figure-layout";
import { inWords, type Measure } from "./measures";
import { type PlateName, type Plates, plateNames, plateOrder } from "./plates";

type Plate = CanvasImageSource & { readonly width: number; readonly height: number };

/** For print and slides: on white, whatever the page's own colours are. */
const colors = { paper: "#ffffff", ink: "#191919", faint: "#666666", empty: "#ebebeb" };
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** The comparison as one picture with its labels, drawn from what the page shows. */
export async function drawFigure(
  all: readonly Compared[],
  plates: readonly Plates[],
  measures: readonly Measure[],
): Promise<Blob> {
  const shown = measures.filter((measure) => !measure.exportedOnly);
  const layout = layoutOf({ columns: all.length, plates: plateOrder.length, measures: shown.length });
  const canvas = document.createElement("canvas");
  canvas.width = layout.width;
  canvas.height = layout.height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no canvas to draw on.");
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, layout.width, layout.height);
  context.imageSmoothingEnabled = false;

  const write = (text: string, x: number, y: number, look: { color?: string; bold?: boolean; size?: number } = {}) => {
    context.font = `${look.bold ? 600 : 400} ${look.size ?? 15}px ${font}`;
    context.fillStyle = look.color ?? colors.ink;
    context.fillText(text, x, y, layout.plate);
  };
  plateOrder.forEach((name, row) => {
    write(plateNames[name], figureMargin, (layout.plateRows[row] ?? 0) + 18, { color: colors.faint });
  });
  shown.forEach((measure, row) => {
    write(measure.name, figureMargin, layout.measureRows[row] ?? 0, { color: colors.faint });
  });
  for (const [index, compared] of all.entries()) {
    const x = layout.columns[index] ?? 0;
    write(compared.title, x, figureMargin + 16, { bold: true });
    write(compared.picture.name, x, figureMargin + 36, { color: colors.faint, size: 13 });
    const sources = await decode(plates[index]);
    plateOrder.forEach((name, row) => {
      const y = layout.plateRows[row] ?? 0;
      context.fillStyle = colors.empty;
      context.fillRect(x, y, layout.plate, layout.plate);
      const source = sources[name];
      if (source) context.drawImage(source, x, y, layout.plate, layout.plate);
    });
    for (const source of Object.values(sources)) if (source instanceof ImageBitmap) source.close();
    shown.forEach((measure, row) => {
      write(inWords(measure, compared), x, layout.measureRows[row] ?? 0);
    });
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be written."))),
      "image/png",
    );
  });
}

async function decode(plates: Plates | undefined): Promise<Record<PlateName, Plate | null>> {
  const [original, seed, reconstruction] = await Promise.all([
    load(plates?.original),
    load(plates?.seed),
    load(plates?.reconstruction),
  ]);
  const difference = original && reconstruction ? differenceCanvas(original, reconstruction) : null;
  return { original, seed, reconstruction, difference };
}

async function load(address: string | null | undefined): Promise<ImageBitmap | null> {
  if (!address) return null;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`A picture could not be fetched (${answer.status}).`);
  return createImageBitmap(await answer.blob());
}
