import { drawLineChart } from "../figures/line-chart";
import { figureOf, type Room } from "../room";
import type { Subject } from "../subject";
import type { FrontierPoint } from "./frontier";
import type { MethodRow } from "./methods";
import type { Figure } from "./pictures";

/** The error of each method over the evaluations it has spent, and the frontier of error against typicality. */
export async function resultCharts(
  room: Room,
  subject: Subject,
  methods: readonly MethodRow[],
  points: readonly FrontierPoint[],
): Promise<Figure[]> {
  const { id } = subject.model;
  const curves = await figureOf(room, subject, "curves", { series: seriesOf(methods) }, () =>
    drawLineChart({
      title: `${id}: error against network evaluations`,
      x: { label: "network evaluations for a picture", scale: "logarithmic" },
      y: { label: "mean squared error, pixels 0..1", scale: "logarithmic" },
      series: seriesOf(methods),
    }),
  );
  const typical = await figureOf(room, subject, "frontier", { points }, () =>
    drawLineChart({
      title: `${id}: error against typicality`,
      x: { label: "variance of the seed (N(0, 1) has 1)" },
      y: { label: "mean squared error, pixels 0..1", scale: "logarithmic" },
      series: [...new Set(points.map(({ strength }) => strength))].map((strength) => ({
        name: strength === 0 ? "from no noise" : `from noise x ${strength}`,
        points: points
          .filter((point) => point.strength === strength)
          .map(({ measured }) => [measured.variance, measured.mean] as const),
        dots: true,
      })),
    }),
  );
  return [
    {
      file: curves,
      title: "Error against evaluations",
      caption:
        "Mean over pictures of the best reconstruction so far. Descents are on fewer pictures than inversions (see the table).",
    },
    {
      file: typical,
      title: "Error against typicality",
      caption:
        "Inversions from noise of some strength, each solved more and more exactly (tolerance 0.1, 0.03, 0.01, 0.003).",
    },
  ];
}

/** Single results of one kind become one line, over the evaluations they took. */
function seriesOf(methods: readonly MethodRow[]) {
  const joined = (name: string, belongs: (row: MethodRow) => boolean) => ({
    name,
    points: methods.filter(belongs).map(({ measured }) => [measured.evaluations, measured.mean] as const),
    dots: true,
  });
  const isPlain = ({ name }: MethodRow) => name.startsWith("plain") || name.startsWith("naive");
  const isInversion = ({ name }: MethodRow) => name.startsWith("inversion, K") && !name.includes("then");
  const descents = methods.filter(({ curve }) => curve.length > 2);
  return [
    joined("plain fixed point, K = 0, 3, 10", isPlain),
    joined("inversion, K = 1, 3, 10, 20", isInversion),
    joined("best: 5e-4, 1e-4, 2e-5", ({ name }) => name.startsWith("best")),
    joined("embedders", ({ name }) => name.startsWith("embedder")),
    ...descents.filter(({ name }) => !name.startsWith("best")).map(({ name, curve }) => ({ name, points: curve })),
  ].filter(({ points }) => points.length > 0);
}
