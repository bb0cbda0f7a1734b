import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../protocol/errors";
import { readSafetensors } from "../files/safetensors";
import type { Engine } from "../graph/engine";
import { loadModel } from "../models/model";
import { relativeError, toleranceOf } from "./error";
import { measurements, openBench } from "./vectors";

export interface VectorReport {
  readonly name: string;
  /** Largest difference over the largest value of the golden vector. */
  readonly error: number;
  readonly tolerance: number;
  readonly passed: boolean;
}

export interface CheckReport {
  readonly model: string;
  readonly engine: string;
  readonly device: string;
  readonly vectors: readonly VectorReport[];
  /** Vectors of the file that were not computed, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Holds an engine against the golden vectors of a model folder (golden.safetensors, computed in double precision).
 * Throws as `loadModel` does, and `bad_request` where the folder has no vectors.
 */
export async function checkModel(folder: string, engine: Engine): Promise<CheckReport> {
  const model = await loadModel(folder);
  const bytes = await readFile(join(folder, "golden.safetensors")).catch(() => {
    throw new Problem("bad_request", "the folder has no golden.safetensors to compare with");
  });
  const { tensors: golden } = readSafetensors(bytes);
  const bench = await openBench(model, engine, golden);
  const vectors: VectorReport[] = [];
  const skipped: { name: string; reason: string }[] = [];
  try {
    for (const [name, expected] of [...golden].sort(([one], [other]) => one.localeCompare(other))) {
      const measurement = measurements.find(({ pattern }) => pattern.test(name));
      if (!measurement) skipped.push({ name, reason: "Nothing here computes it." });
      if (measurement?.kind !== "computed") continue;
      const tolerance = toleranceOf(model.precision, measurement.isGradient ?? false);
      let error = Number.POSITIVE_INFINITY;
      for await (const computed of measurement.compute(bench, name)) {
        error = Math.min(error, relativeError(computed, expected));
        if (error <= tolerance) break;
      }
      vectors.push({ name, error, tolerance, passed: error <= tolerance });
    }
  } finally {
    await bench.denoiser.dispose();
  }
  return { model: model.id, engine: engine.name, device: engine.device, vectors, skipped };
}
