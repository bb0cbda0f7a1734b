import { describe, expect, it } from "vitest";
import { requests } from "@/protocol/requests";
import { buildTraining, uuid } from "../../studio/state/rows.fixture";
import { checkDraft, type Faults } from "./check-draft";
import { type Draft, draftLike, startingDraft } from "./draft";

const complete: Draft = { ...startingDraft, title: "Leaves", datasetId: uuid(500) };
const faultsOf = (part: Partial<Draft>): Faults | null => checkDraft({ ...complete, ...part }).faults;

describe("a training that is being described", () => {
  it("needs a name and pictures, and nothing else, to be asked for", () => {
    expect(Object.keys(checkDraft(startingDraft).faults ?? {})).toEqual(["title", "data"]);
    const { training } = checkDraft(complete);
    expect(requests.startTraining.parse(training)).toMatchObject({
      title: "Leaves",
      data: { from: "upload", datasetId: uuid(500) },
      lesson: { kind: "denoiser", size: 32, widths: [32, 64, 96], startId: null },
      settings: { steps: null, flip: true },
    });
  });

  it("of an embedder needs the model whose seeds it finds", () => {
    expect(faultsOf({ kind: "embedder" })).toEqual({ generator: "Choose the model whose seeds it shall find." });
    const { training } = checkDraft({ ...complete, kind: "embedder", generatorId: "flowers-64" });
    expect(requests.startTraining.parse(training).lesson).toEqual({
      kind: "embedder",
      generatorId: "flowers-64",
      network: "conv3-16",
      pairSteps: 0,
    });
  });

  it.each<[string, Partial<Draft>, Faults]>([
    [
      "a size that cannot be halved so often",
      { size: "18" },
      { widths: expect.stringContaining("18 pixels cannot be halved 2 times") },
    ],
    ["widths in words", { widths: "wide, wider" }, { widths: "Each: A whole number from 1 to 1,024." }],
    ["no widths", { widths: " " }, { widths: "One to six numbers, separated by commas." }],
    ["half a block", { blockDepth: "1.5" }, { blockDepth: "A whole number from 1 to 8." }],
    ["nothing chosen on the server", { source: "server" }, { data: "Choose the pictures to learn from." }],
    ["a name of spaces", { title: "   " }, { title: "Give the model a name." }],
  ])("says what is wrong with %s, beside the field", (_, part, faults) => {
    expect(faultsOf(part)).toEqual(faults);
  });

  it("checks the settings of its own kind only", () => {
    const settings = {
      denoiser: { ...startingDraft.settings.denoiser, batch: "0", learningRate: "fast", epochs: "" },
      embedder: startingDraft.settings.embedder,
    };
    expect(Object.keys(faultsOf({ settings }) ?? {})).toEqual(["length", "batch", "learningRate"]);
    expect(faultsOf({ settings, kind: "embedder", generatorId: "flowers-64" })).toBeNull();
  });

  it("is described like one before, so that it can be asked for again", () => {
    const before = buildTraining(1, { settings: { epochs: 1, steps: 60, batch: 4, learningRate: 0.003, flip: false } });
    const { training } = checkDraft(draftLike(before));
    const { title, data, lesson, settings } = before;
    expect(training).toEqual({ title, data, lesson, settings });
    const lookup = { kind: "embedder", generatorId: "flowers-64", network: "unet", pairSteps: 100 };
    const embedder = buildTraining(2, { lesson: lookup, data: { from: "server", name: "faces" } });
    expect(checkDraft(draftLike(embedder)).training).toMatchObject({ lesson: lookup, data: embedder.data });
  });
});
