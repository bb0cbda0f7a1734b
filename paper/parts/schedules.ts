import { type Rates, ratesAt, type Schedule } from "../../gpu-worker/diffusion/schedule";
import { drawNormal } from "../../gpu-worker/latent/random";
import { imageRaster } from "../../gpu-worker/pictures/images";
import { drawLineChart } from "../figures/line-chart";
import { drawPictureTable } from "../figures/picture-table";
import { figureOf, type Room } from "../room";
import type { Subject } from "../subject";
import type { Figure } from "./pictures";

const schedules: readonly (readonly [string, Schedule])[] = [
  ["linear", { kind: "linear" }],
  ["quadratic", { kind: "quadratic" }],
  ["cosine", { kind: "cosine" }],
  ["continuous cosine", { kind: "continuous-cosine", minSignalRate: 0.02, maxSignalRate: 0.95 }],
];

/** Figures 6 to 8 of the paper, which depend on no network; the pictures are the subject's. */
export async function scheduleFigures(room: Room, subject: Subject): Promise<Figure[]> {
  const times = Array.from({ length: 101 }, (_, at) => at / 100);
  const lines = await figureOf(room, subject, "figure-6", { schedules }, () =>
    drawLineChart({
      title: "How much of the picture is left",
      x: { label: "diffusion time (share of all steps)", range: [0, 1] },
      y: { label: "signal's share of the variance", range: [0, 1] },
      series: schedules.map(([name, schedule]) => ({
        name,
        points: times.map((time) => [time, ratesAt(time, schedule).signalRate ** 2] as const),
      })),
    }),
  );
  const noised = await figureOf(room, subject, "figure-7", { schedules }, () => drawNoising(subject));
  const attraction = await figureOf(room, subject, "figure-8", {}, drawAttraction);
  return [
    { file: lines, title: "Figure 6", caption: "The four schedules." },
    {
      file: noised,
      title: "Figure 7",
      caption: "Noise added to one picture by each schedule; above, the diffusion time.",
    },
    {
      file: attraction,
      title: "Figure 8",
      caption:
        "The weighted attraction N(z | x; 1) |x - z| of equation 11 against gravity of a body of radius 1 and even density, each with the same area.",
    },
  ];
}

async function drawNoising(subject: Subject): Promise<Buffer> {
  const picture = subject.pictures(1);
  const noise = drawNormal(1, 7, picture.shape);
  const times = Array.from({ length: 9 }, (_, at) => at / 8);
  const noised = ({ signalRate, noiseRate }: Rates) => ({
    shape: picture.shape,
    data: picture.data.map((value, at) => signalRate * value + noiseRate * (noise.data[at] as number)),
  });
  return await drawPictureTable(
    schedules.map(([label, schedule]) => ({
      label,
      pictures: times.map((time) => imageRaster(noised(ratesAt(time, schedule)), subject.model.config)),
    })),
    times.map((time) => time.toFixed(2)),
  );
}

async function drawAttraction(): Promise<Buffer> {
  const distances = Array.from({ length: 201 }, (_, at) => at / 40);
  const gravity = distances.map((distance) => (distance < 1 ? distance : 1 / distance ** 2));
  const weighted = distances.map((distance) => Math.exp(-(distance ** 2) / 2) * distance);
  const area = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / 40;
  const scaled = (values: readonly number[]) =>
    values.map((value, at) => [distances[at] ?? 0, value / area(values)] as const);
  return await drawLineChart({
    title: "Attraction of a datapoint, by distance",
    x: { label: "distance from x (standard deviations; radii of the body)", range: [0, 5] },
    y: { label: "attraction (same area)" },
    series: [
      { name: "weighted attraction", points: scaled(weighted) },
      { name: "gravity, radius 1", points: scaled(gravity) },
    ],
  });
}
