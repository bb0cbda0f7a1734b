import { describe, expect, it } from "vitest";
import { WorkerStatus } from "@/protocol/entities";
import { buildModel, buildTraining } from "../studio/state/rows.fixture";
import { bytesInWords, lessonInWords, networkOfLesson, stateInWords } from "./words";

const worker = (trains: boolean) =>
  WorkerStatus.parse({ name: "w", engine: "onnxruntime", device: "cpu", busy: false, trains });

describe("a training in words", () => {
  it("says what it waits for", () => {
    const waiting = buildTraining(1);
    expect(stateInWords(waiting, [worker(false)])).toMatch(/^Waiting: no worker that trains is connected/);
    expect(stateInWords(waiting, [worker(false), worker(true)])).toBe("Waiting for its turn");
    expect(stateInWords(buildTraining(1, { state: "running" }), [])).toBe("Reading the pictures");
  });

  it("says what it learns", () => {
    const { lesson } = buildTraining(1);
    expect(lessonInWords(lesson, [])).toBe("Denoiser of 32 × 32 pixels");
    expect(networkOfLesson(lesson)).toBe("widths 32, 64 · depth 2 · continuous cosine");
    const finds = { kind: "embedder", generatorId: "flowers-64", network: "unet", pairSteps: 0 };
    const embedder = buildTraining(1, { lesson: finds }).lesson;
    expect(lessonInWords(embedder, [buildModel("flowers-64", { title: "Flowers" })])).toBe("Embedder of Flowers");
    expect(networkOfLesson(embedder)).toBe("U-Net, as the generator's");
  });

  it("says how much data there is", () => {
    expect([512, 40_000, 2_500_000, 1.7e9].map(bytesInWords)).toEqual(["512 bytes", "40 kB", "2.5 MB", "1.7 GB"]);
  });
});
