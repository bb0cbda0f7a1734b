import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../protocol/errors";
import { createDenoiser } from "../diffusion/denoiser";
import { readSafetensors } from "../files/safetensors";
import type { Engine } from "../graph/engine";
import { loadModel } from "../models/model";
import { measurements, relativeError, toleranceOf } from "./vectors";

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
  const tolerance = toleranceOf(model.precision);
  const denoiser = await createDenoiser(model, engine, golden.get("seeds")?.shape[0] ?? 1);
  const vectors: VectorReport[] = [];
  const skipped: { name: string; reason: string }[] = [];
  try {
    for (const [name, expected] of [...golden].sort(([one], [other]) => one.localeCompare(other))) {
      const measurement = measurements.find(({ pattern }) => pattern.test(name));
      if (!measurement) skipped.push({ name, reason: "Nothing here computes it." });
      else if (measurement.kind === "skipped") skipped.push({ name, reason: measurement.reason });
      else if (measurement.kind === "computed") {
        const error = relativeError(await measurement.compute({ denoiser, golden, name }), expected);
        vectors.push({ name, error, tolerance, passed: error <= tolerance });
      }
    }
  } finally {
    await denoiser.dispose();
  }
  return { model: model.id, engine: engine.name, device: engine.device, vectors, skipped };
}
