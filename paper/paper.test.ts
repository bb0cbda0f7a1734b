import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OnnxruntimeEngine } from "../gpu-worker/engines/onnxruntime";
import { lineChartSvg } from "./figures/line-chart";
import { makePaper } from "./make";
import { tiny } from "./sizes";
import { Store } from "./store";

const model = fileURLToPath(new URL("../gpu-worker/fixtures/tiny", import.meta.url));
let folder: string;
const out = () => join(folder, "paper");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seedbed-paper-"));
  await mkdir(join(folder, "pictures"));
  for (let picture = 0; picture < 30; picture++) {
    const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => (at * (picture + 3)) % 256);
    const file = join(folder, "pictures", `${String(picture).padStart(2, "0")}.png`);
    await sharp(pixels, { raw: { width: 16, height: 16, channels: 3 } }).toFile(file);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the whole of it on the smallest model, and answers the parts that were computed. */
async function make(): Promise<string[]> {
  const engine = new OnnxruntimeEngine({ memory: 2 ** 31 });
  const said: string[] = [];
  try {
    await makePaper(engine, {
      models: [model],
      data: new Map([["tiny", join(folder, "pictures")]]),
      out: out(),
      sizesOf: () => tiny,
      command: "npm run paper -- --data tiny=…/pictures",
      say: (text) => said.push(text),
    });
  } finally {
    await engine.dispose();
  }
  return said;
}

describe("npm run paper", () => {
  it("writes a page with every table and figure, and computes nothing twice", async () => {
    expect((await make()).length).toBeGreaterThan(20);
    const page = await readFile(join(out(), "README.md"), "utf8");
    for (const heading of [
      "Table 1",
      "Table 2",
      "Fine-tuning",
      "Every method",
      "Figure 1",
      "Figures 3 and 16",
      "Figure 8",
    ])
      expect(page).toContain(`### ${heading}`);
    expect(page).toContain("Figures 9, 10, 12, 13 and 14");
    expect(page).toContain("0.00058");
    expect(page).not.toContain(folder);
    const figures = [...page.matchAll(/\]\(([^)]+\.png)\)/g)].map(([, file = ""]) => file);
    expect(figures.length).toBeGreaterThan(10);
    for (const file of figures) expect((await sharp(join(out(), file)).metadata()).format).toBe("png");
    expect((await readdir(out())).filter((file) => file.endsWith(".png")).sort()).toEqual(figures.sort());

    // A second run draws the figure that is missing, and nothing else.
    const { mtimeMs } = await stat(join(out(), "results.json"));
    expect(await make()).toEqual([]);
    expect((await stat(join(out(), "results.json"))).mtimeMs).toBe(mtimeMs);
    await rm(join(out(), "tiny-figure-6.png"));
    expect(await make()).toEqual(["tiny: figure-6"]);
  });

  it("takes results that are damaged for none", async () => {
    await writeFile(join(out(), "results.json"), "{ half");
    const store = await Store.open(out());
    expect(await store.part("a part", {}, async () => 3)).toBe(3);
    expect(await (await Store.open(out())).part("a part", {}, async () => 4)).toBe(3);
    expect(await store.part("a part", { of: "another model" }, async () => 5)).toBe(5);
  });
});

describe("a chart", () => {
  it("says what its axes are, has a line for each series, and keeps zero off a logarithmic axis", () => {
    const svg = lineChartSvg({
      title: "Errors < 1 & falling",
      x: { label: "evaluations", scale: "logarithmic" },
      y: { label: "error", scale: "logarithmic" },
      series: [
        {
          name: "one",
          points: [
            [0, 0.1],
            [10, 0.01],
            [1000, 0.0001],
          ],
        },
        { name: "other", points: [[50, 0.02]] },
      ],
    });
    for (const word of ["Errors &lt; 1 &amp; falling", ">evaluations<", ">error<", ">one<", ">other<", ">100<"])
      expect(svg).toContain(word);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
