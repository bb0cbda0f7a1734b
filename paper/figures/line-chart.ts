import sharp from "sharp";
import { colours, escapeText, ink, paperColour, textStyle } from "./ink";
import { logarithmicTicks, type Scale, scaleOf, showTick } from "./scale";

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Dots where there is nothing between the points. */
  readonly dots?: boolean;
}

export interface Axis {
  /** With its unit. */
  readonly label: string;
  readonly scale?: "linear" | "logarithmic";
  /** Ends, those of the points unless told. */
  readonly range?: readonly [number, number];
}

export interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const [width, height] = [960, 520];
const margin = { top: 48, right: 300, bottom: 60, left: 84 };

/** PNG bytes of a chart, light, with axes, grid and legend. */
export async function drawLineChart(chart: LineChart): Promise<Buffer> {
  return await sharp(Buffer.from(lineChartSvg(chart)))
    .png({ palette: true })
    .toBuffer();
}

export function lineChartSvg({ title, x, y, series }: LineChart): string {
  const across = scaleOf(
    x,
    series.flatMap(({ points }) => points.map(([value]) => value)),
    [margin.left, width - margin.right],
  );
  const up = scaleOf(
    y,
    series.flatMap(({ points }) => points.map(([, value]) => value)),
    [height - margin.bottom, margin.top],
  );
  const parts = [
    `<rect width="${width}" height="${height}" fill="${paperColour}"/>`,
    text(title, margin.left, 28, { size: 17, weight: "bold" }),
    grid(across, up, x, y),
    ...series.map((one, index) => drawSeries(one, across, up, colourOf(index))),
    ...series.map((one, index) => legendOf(one, index)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join("")}</svg>`;
}

function grid(across: Scale, up: Scale, x: Axis, y: Axis): string {
  const [left, right, top, bottom] = [margin.left, width - margin.right, margin.top, height - margin.bottom];
  const lines = [
    ...across.ticks.map((tick) => {
      const at = across.at(tick);
      return `<path d="M${at} ${top}V${bottom}" stroke="${ink.grid}"/>${text(showTick(tick), at, bottom + 20, { anchor: "middle" })}`;
    }),
    ...up.ticks.map((tick) => {
      const at = up.at(tick);
      return `<path d="M${left} ${at}H${right}" stroke="${ink.grid}"/>${text(showTick(tick), left - 8, at + 5, { anchor: "end" })}`;
    }),
  ];
  const frame = `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="${ink.axis}"/>`;
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const upright = `<g transform="rotate(-90 20 ${middleY})">${text(y.label, 20, middleY, { anchor: "middle" })}</g>`;
  return `${lines.join("")}${frame}${text(x.label, middleX, height - 16, { anchor: "middle" })}${upright}`;
}

function drawSeries({ points, dots }: Series, across: Scale, up: Scale, colour: string): string {
  const places = points.map(([x, y]) => [across.at(x), up.at(y)] as const);
  const path = places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const line = `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2.2" stroke-linejoin="round"/>`;
  if (!dots && points.length > 1) return line;
  const circles = places.map(([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${colour}"/>`);
  return `${dots && points.length > 1 ? line : ""}${circles.join("")}`;
}

function legendOf({ name }: Series, index: number): string {
  const [left, top] = [width - margin.right + 20, margin.top + 14 + index * 24];
  const mark = `<path d="M${left} ${top - 5}h22" stroke="${colourOf(index)}" stroke-width="4"/>`;
  return `${mark}${text(name, left + 30, top, {})}`;
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? ink.axis;
}

interface TextLook {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly weight?: "normal" | "bold";
}

function text(
  content: string,
  x: number,
  y: number,
  { size = 14, anchor = "start", weight = "normal" }: TextLook,
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" ${textStyle}>${escapeText(content)}</text>`;
}

export { logarithmicTicks };
