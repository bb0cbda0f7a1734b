import { describe, expect, it } from "vitest";
import { WorkerStatus } from "@/protocol/entities";
import { workersInWords } from "./workers-in-words";

const worker = (name: string, trains: boolean) =>
  WorkerStatus.parse({ name, engine: "onnxruntime", device: "cpu", busy: false, trains });

describe("what computes, in words", () => {
  it("tells those that make pictures from those that train", () => {
    expect(workersInWords([worker("local-1", false), worker("trainer-1", true)])).toBe(
      "local-1: onnxruntime, CPU · trainer-1: onnxruntime, CPU, for training",
    );
  });

  it("says that work waits while nobody is there to make pictures", () => {
    expect(workersInWords([])).toMatch(/^No worker is connected\. Work waits/);
    expect(workersInWords([worker("trainer-1", true)])).toMatch(/^No worker is connected\..* · trainer-1/);
  });
});
