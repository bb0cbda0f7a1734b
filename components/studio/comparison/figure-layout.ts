/** Where everything stands in the exported picture, in its own pixels. */
export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  readonly plate: number;
  readonly columns: readonly number[];
  readonly plateRows: readonly number[];
  /** Baselines. */
  readonly measureRows: readonly number[];
}

export const figureMargin = 32;
export const headHeight = 56;
const nameWidth = 148;
const gap = 16;
const lineHeight = 24;
const plate = 224;

export function layoutOf(counts: { columns: number; plates: number; measures: number }): FigureLayout {
  const { columns, plates, measures } = counts;
  const left = figureMargin + nameWidth;
  const top = figureMargin + headHeight;
  const belowPlates = top + plates * (plate + gap);
  const places = (count: number, from: number, by: number) =>
    Array.from({ length: count }, (_, index) => from + index * by);
  return {
    width: left + columns * (plate + gap) - gap + figureMargin,
    height: belowPlates + measures * lineHeight + figureMargin,
    plate,
    columns: places(columns, left, plate + gap),
    plateRows: places(plates, top, plate + gap),
    measureRows: places(measures, belowPlates + lineHeight, lineHeight),
  };
}
