import type { Measured } from "./measure";
import type { EmbedderRow, SourceRow } from "./parts/embedders";
import type { FineTuning } from "./parts/fine-tuning";
import type { FrontierPoint } from "./parts/frontier";
import type { MethodRow } from "./parts/methods";
import type { Figure } from "./parts/pictures";
import { published } from "./published";

/** All that was found of one model. */
export interface Chapter {
  readonly model: string;
  readonly pictures: string;
  readonly embedders: readonly EmbedderRow[];
  readonly sources: readonly SourceRow[];
  readonly fineTuning: FineTuning;
  readonly methods: readonly MethodRow[];
  readonly frontier: readonly FrontierPoint[];
  readonly figures: readonly Figure[];
}

/** The page, in Markdown. `command` is the one that made it. */
export function pageOf(chapters: readonly Chapter[], command: string): string {
  return [
    "# The paper's tables and figures, and ours beside them",
    `Made by \`${command}\`. Errors are mean squares in pixels 0..1, unclipped; T = 10. "Paper" is Asperti, Evangelista, Marro and Merizzi, *Image Embedding for Denoising Generative Models*; its networks and data sets are not ours, so its numbers are a landmark. Numbers of this page, and the curves, are in [results.json](results.json).`,
    ...chapters.flatMap(chapterOf),
    "## Still to come",
    "Figures 9, 10, 12, 13 and 14 (gravitational maps, several networks with the same seeds, clouds of seeds, their means and their principal components) need the latent laboratory and are not made yet.",
    "",
  ].join("\n\n");
}

function chapterOf(chapter: Chapter): string[] {
  const { model, pictures, embedders, sources, fineTuning, methods, frontier, figures } = chapter;
  return [
    `## ${model}`,
    `On ${pictures}.`,
    "### Table 1: embedding networks, one evaluation",
    table(
      ["network", "parameters", "paper", "ours", "median", "pictures"],
      embedders.map(({ label, parameters, paper, ours }) => [
        label,
        parameters?.toLocaleString("en") ?? "–",
        paper === null ? "–" : String(paper),
        ours ? error(ours.mean) : "not trained yet",
        ours ? error(ours.median) : "",
        ours ? String(ours.pictures) : "",
      ]),
    ),
    "### Table 2: pictures of the data against generated ones",
    `The paper (CelebA, U-Net, 1,000 each): data ${published.table2.data}, generated ${published.table2.generated}.`,
    table(
      ["way", "data", "median", "generated", "median", "pictures each"],
      sources.map(({ way, data, generated }) => [
        way,
        error(data.mean),
        error(data.median),
        error(generated.mean),
        error(generated.median),
        `${data.pictures} and ${generated.pictures}`,
      ]),
    ),
    "### Fine-tuning (section 5.2)",
    tuning(fineTuning),
    "### Every method",
    "Evaluations are those of the network for one picture, a forward and a backward counting one each; seconds are for one picture among others, on a machine that did other work too. The last four columns tell how typical a seed is: N(0, I) has variance 1, a largest value of 3 to 5, neighbours that do not correlate, and a norm within 3 deviations of its mean.",
    table(
      [
        "method",
        "pictures",
        "MSE mean",
        "median",
        "PSNR",
        "SSIM",
        "evaluations",
        "seconds",
        "seed variance",
        "largest",
        "neighbours",
        "norm",
      ],
      methods.map(({ name, measured }) => [name, ...methodCells(measured)]),
    ),
    "### Error against typicality",
    table(
      ["noise", "tolerance", "MSE mean", "median", "evaluations", "seed variance", "neighbours", "norm"],
      frontier.map(({ strength, tolerance, measured }) => [
        String(strength),
        String(tolerance),
        error(measured.mean),
        error(measured.median),
        String(measured.evaluations),
        measured.variance.toFixed(2),
        measured.autocorrelation.toFixed(3),
        measured.normDistance.toFixed(1),
      ]),
    ),
    ...figures.map(
      ({ title, caption, file }) => `### ${title}\n\n${caption}\n\n![${title} of ${model}: ${caption}](${file})`,
    ),
  ];
}

function tuning({ way, iterations, before, after, paper }: FineTuning): string {
  return table(
    ["", "before", "after", "pictures"],
    [
      ["paper (CelebA, U-Net)", String(paper.before), String(paper.after), ""],
      [`ours: ${way}, ${iterations} iterations`, error(before.mean), error(after.mean), String(after.pictures)],
    ],
  );
}

function methodCells(measured: Measured): string[] {
  return [
    String(measured.pictures),
    error(measured.mean),
    error(measured.median),
    measured.peakSignalToNoise?.toFixed(1) ?? "–",
    measured.structuralSimilarity?.toFixed(4) ?? "–",
    String(measured.evaluations),
    measured.seconds.toPrecision(2),
    measured.variance.toFixed(2),
    measured.largest.toFixed(1),
    measured.autocorrelation.toFixed(3),
    measured.normDistance.toFixed(1),
  ];
}

function error(value: number): string {
  return value >= 0.001 ? value.toPrecision(3) : value.toExponential(1).replace("e-", "e−");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
