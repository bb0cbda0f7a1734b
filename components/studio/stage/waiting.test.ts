import { describe, expect, it } from "vitest";
import { WorkerStatus } from "@/protocol/entities";
import { buildJob, buildModel, uuid } from "../state/rows.fixture";
import { waitingInWords } from "./waiting";

const worker = WorkerStatus.parse({ name: "w", engine: "onnxruntime", device: "cpu", busy: true, trains: false });
const trainer = { ...worker, trains: true };
const job = buildJob(1, { pictureId: uuid(1) });
const tiny = buildModel("tiny");
const away = { ...tiny, available: false };

describe("a job that waits", () => {
  it("waits for a worker where none makes pictures", () => {
    expect(waitingInWords(job, [], [away])).toContain("for a worker to connect");
    expect(waitingInWords(job, [trainer], [away])).toContain("for a worker to connect");
  });

  it("waits for its model, or its embedder, where the workers have others", () => {
    expect(waitingInWords(job, [worker], [away])).toContain("No worker here has this model");
    const finds = buildJob(1, { pictureId: uuid(1), method: { name: "embedder", embedderId: "tiny-embedder" } });
    expect(waitingInWords(finds, [worker], [tiny])).toContain("No worker here has this model");
  });

  it("waits for its turn else", () => {
    expect(waitingInWords(job, [worker], [tiny])).toContain("for its turn");
  });
});
