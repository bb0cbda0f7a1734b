import { type Exported, exportDenoiser, exportGenerator } from "../../gpu-worker/diffusion/export";
import { defaultSteps } from "../../gpu-worker/diffusion/generator";
import type { Model } from "../../gpu-worker/models/model";
import { Complaint } from "../complaint";
import { expectWritable, writeBytes } from "../files";
import { findModel, readModel } from "../models";
import { type Terminal, tell, tellJson } from "../words";

export interface ExportOptions {
  readonly onnx: string;
  readonly generator?: boolean;
  readonly steps?: number;
  readonly batch: number;
  readonly json?: boolean;
}

/** What `seedbed export --help` says of the files. */
export const exportHelp = `
The denoiser:   noisy_images float32 [batch, channels, size, size] and noise_variance float64 [], 0 to 1,
                to predicted_noise float32, of the images' shape.
                image = (noisy_image - sqrt(variance) x noise) / sqrt(1 - variance)
The generator:  seeds float32 [batch, channels, size, size] to images float32, of the same shape, not clipped.
Images are in normalised units: pixel (0 to 1) = mean + std x value, by channel, both in model.json.`;

/** Writes a model's denoiser, or its whole generator, as an ONNX file that other programs can run. */
export async function exportCommand(terminal: Terminal, modelName: string, options: ExportOptions): Promise<void> {
  const { onnx, generator = false, batch } = options;
  if (options.steps !== undefined && !generator)
    throw new Complaint("bad_usage", "--steps is the generator's: a denoiser has none. Add --generator.");
  await expectWritable([onnx]);
  const model = await readModel(await findModel(modelName));
  if (model.config.kind !== "denoiser")
    throw new Complaint("model_not_usable", `${modelName} is an ${model.config.kind}. Name a denoiser.`);
  const steps = generator ? (options.steps ?? defaultSteps) : undefined;
  const { inputs, outputs, bytes } = write(model, batch, steps);
  await writeBytes(onnx, bytes);

  const what = steps === undefined ? "denoiser" : "generator";
  if (options.json)
    tellJson(terminal, { model: model.id, what, steps: steps ?? null, batch, file: onnx, inputs, outputs });
  else
    tell(terminal, {
      file: onnx,
      holds: steps === undefined ? `the denoiser of ${model.id}` : `${model.id} in ${steps} steps`,
      batch: String(batch),
      inputs: inputs.join(", "),
      outputs: outputs.join(", "),
    });
}

function write(model: Model, batch: number, steps: number | undefined): Exported {
  return steps === undefined ? exportDenoiser(model, batch) : exportGenerator(model, batch, steps);
}
