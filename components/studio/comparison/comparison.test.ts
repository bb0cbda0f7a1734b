import { describe, expect, it } from "vitest";
import { Seed } from "@/protocol/entities";
import { historyTitle } from "../inspector/history-title";
import { buildModel, buildPicture, buildRevision, emptySnapshot, jobId, uuid } from "../state/rows.fixture";
import { historyOf } from "../state/work";
import { type Compared, comparedOf, seedsOf, toggled } from "./compared";
import { differenceOf } from "./difference";
import { layoutOf } from "./figure-layout";
import { bestOf, inWords, judgedBy, measuresWith } from "./measures";
import { tableFile } from "./table-file";

const pictureId = uuid(1);
const upload = buildRevision(1001, { pictureId });

function found(number: number, part: Record<string, unknown>) {
  return buildRevision(1000 + number, {
    ...{ kind: "embed", pictureId, parentId: upload.id, jobId: jobId(number), seedId: uuid(number), modelId: "tiny" },
    ...{ crop: { left: 0, top: 0, size: 9 }, steps: 10, evaluations: 40, milliseconds: 1200, ...part },
  });
}

function grown(number: number, parent: { id: string }, part: Record<string, unknown>) {
  return buildRevision(1000 + number, {
    ...{ kind: "generate", pictureId, parentId: parent.id, jobId: jobId(number), modelId: "tiny" },
    ...{ steps: 10, milliseconds: 300, metrics: { meanSquaredError: 0.001, peakSignalToNoise: 30 }, ...part },
  });
}

function seed(number: number, variance: number) {
  return Seed.parse({
    ...{
      id: uuid(number),
      pictureId,
      modelId: "tiny",
      by: upload.by,
      at: upload.at,
      origin: "inversion",
      number: null,
    },
    shape: [1, 8, 8],
    statistics: { mean: -0.01, variance, largest: 3.25, histogram: Array(24).fill(1), normDistance: -4.2 },
  });
}

const inverted = found(10, {});
const descent = {
  ...{ name: "descent", iterations: 1500, learningRate: 0.01, rate: "constant", loss: "absolute", penalty: 0.005 },
  ...{ wished: null, seeds: 1, number: 0 },
};
const descended = found(11, { evaluations: 30_000, milliseconds: 90_000, endedBy: "stopped", method: descent });
const snapshot = {
  ...emptySnapshot(),
  pictures: [buildPicture(1, { name: '=the "red", boot.png' })],
  seeds: [seed(10, 0.35), seed(11, 0.9)],
  revisions: [
    upload,
    inverted,
    descended,
    grown(20, inverted, { seedId: uuid(10) }),
    grown(21, descended, { seedId: uuid(11), metrics: { meanSquaredError: 0.0004, peakSignalToNoise: 34 } }),
  ],
};
const subjects = [10, 11].map((number) => ({ pictureId, key: jobId(number) }));
const both = comparedOf(snapshot, subjects);
const measures = measuresWith([buildModel("tiny", { title: "Tiny" })]);

function measure(column: string) {
  const known = measures.find((candidate) => candidate.column === column);
  if (!known) throw new Error(`There is no measure ${column}.`);
  return known;
}

function written(column: string, compared: Compared | undefined): string {
  return compared ? inWords(measure(column), compared) : "";
}

describe("what is compared", () => {
  it("are seeds with how they were found and the newest image of each, in the order of choosing", () => {
    expect(both.map(({ title }) => title)).toEqual(["Backwards, K 3", "Descent, 1,500 iterations"]);
    expect(both.map(({ metrics }) => metrics?.meanSquaredError)).toEqual([0.001, 0.0004]);
  });

  it("takes the image of a seed as it is, unless one that was moved is chosen itself", () => {
    const moved = grown(22, inverted, { seedId: uuid(10), realism: 0.6, metrics: null });
    const all = comparedOf({ ...snapshot, revisions: [...snapshot.revisions, moved] }, [
      { pictureId, key: jobId(10) },
      { pictureId, key: jobId(22) },
    ]);
    expect(all.map((compared) => compared.grown?.realism)).toEqual([0, 0.6]);
    expect(all[1]?.title).toBe("Backwards, K 3, 60 % realistic");
  });

  it("tells the seeds of one job apart, the best first, however they arrive", () => {
    const spent = { evaluations: 900, milliseconds: 41.25, method: { ...descent, seeds: 3 } };
    const seeds = [
      found(32, { ...spent, jobId: null }),
      found(31, { ...spent, jobId: null }),
      found(30, spent),
      found(33, { ...spent, jobId: jobId(33), milliseconds: 41.5 }),
    ];
    const several = {
      ...snapshot,
      seeds: [30, 31, 32, 33].map((number) => seed(number, 1)),
      revisions: [upload, ...seeds],
    };
    const all = comparedOf(several, seedsOf(historyOf(several, pictureId)));
    expect(all.map(({ title }) => title)).toEqual([
      "Descent, 1,500 iterations, seed 3 of 3",
      "Descent, 1,500 iterations, seed 2 of 3",
      "Descent, 1,500 iterations, seed 1 of 3",
      "Descent, 1,500 iterations",
    ]);
    expect(all.map((compared) => measure("seed_id").value(compared))).toEqual([32, 31, 30, 33].map(uuid));
    expect(historyOf(several, pictureId).map((node) => historyTitle(node, undefined))).toContain(
      "Seed found · T 10 · descent, 1,500 iterations · seed 2 of 3",
    );
  });

  it("leaves out what was removed with its picture", () => {
    const removed = { ...snapshot, pictures: [buildPicture(1, { removed: true })] };
    expect(comparedOf(removed, subjects)).toEqual([]);
    expect(comparedOf(snapshot, [{ pictureId, key: jobId(99) }])).toEqual([]);
  });

  it("may be all seeds of a picture, or one more and one less", () => {
    expect(seedsOf(historyOf(snapshot, pictureId))).toEqual(subjects);
    const [first, second] = subjects;
    expect(first && second && toggled(toggled([first], second), first)).toEqual([second]);
  });
});

describe("the numbers side by side", () => {
  it("are written with units, and a dash for what was not measured", () => {
    expect(["mse", "psnr_db", "ssim", "evaluations", "search_ms"].map((column) => written(column, both[1]))).toEqual([
      "0.00040",
      "34.0 dB",
      "–",
      "30,000",
      "1 min 30 s",
    ]);
    expect(written("seed_norm_distance_sd", both[0])).toBe("−4.2 σ");
  });

  it("mark the best where one end is the better one", () => {
    expect(bestOf(measure("mse"), both)).toBe(0.0004);
    expect(bestOf(measure("psnr_db"), both)).toBe(34);
    expect(bestOf(measure("evaluations"), both)).toBe(40);
    expect(bestOf(measure("seed_variance"), both)).toBeNull();
    expect(bestOf(measure("mse"), both.slice(0, 1))).toBeNull();
  });

  it("take an exact reconstruction for the best, though its ratio cannot be written", () => {
    const exact = both.map((compared, index) =>
      index === 0 ? { ...compared, metrics: { meanSquaredError: 0, peakSignalToNoise: null } } : compared,
    );
    const best = bestOf(measure("psnr_db"), exact);
    expect(exact.map((compared) => judgedBy(measure("psnr_db"), compared) === best)).toEqual([true, false]);
    expect(tableFile([measure("psnr_db")], exact)).toBe("psnr_db\r\n\r\n34\r\n");
  });
});

describe("the exported table", () => {
  const lines = tableFile(measures, both).split("\r\n");

  it("has a line for every seed, with all numbers unrounded", () => {
    expect(lines).toHaveLength(4);
    const [head = "", , second = ""] = lines;
    expect(head.split(",").slice(0, 3)).toEqual(["picture", "model", "method"]);
    for (const part of ["descent", "0.0004,34,", "-4.2,30000,90000,300,stopped"]) expect(second).toContain(part);
  });

  it("quotes what would break it, and does not let a name become a formula", () => {
    expect(lines[1]).toMatch(/^"'=the ""red"", boot.png",tiny,inversion,/);
  });
});

describe("a difference map", () => {
  it("is four times as bright as the difference, opaque, and never beyond white", () => {
    const [one, other] = [Uint8ClampedArray.of(10, 200, 7, 255), Uint8ClampedArray.of(20, 20, 7, 255)];
    expect([...differenceOf(one, other)]).toEqual([40, 255, 0, 255]);
  });

  it("does not compare pictures of two sizes", () => {
    expect(() => differenceOf(new Uint8ClampedArray(4), new Uint8ClampedArray(8))).toThrow(/two sizes/);
  });
});

describe("the exported picture", () => {
  it("has room for every plate and every line", () => {
    const layout = layoutOf({ columns: 5, plates: 4, measures: 12 });
    expect([layout.columns.length, layout.plateRows.length, layout.measureRows.length]).toEqual([5, 4, 12]);
    expect((layout.columns.at(-1) ?? 0) + layout.plate).toBeLessThan(layout.width);
    expect((layout.plateRows.at(-1) ?? 0) + layout.plate).toBeLessThan(layout.measureRows[0] ?? 0);
    expect(layout.measureRows.at(-1)).toBeLessThan(layout.height);
  });
});
