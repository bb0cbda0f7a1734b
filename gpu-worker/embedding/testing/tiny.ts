import { fileURLToPath } from "node:url";
import { ModelId } from "../../../protocol/ids";
import { createDenoiser } from "../../diffusion/denoiser";
import { OnnxruntimeEngine } from "../../engines/onnxruntime";
import { drawSeed } from "../../latent/random";
import { loadModel } from "../../models/model";
import { rows, type Tensor } from "../../tensor";
import { reconstruct } from "../reconstruct";
import { meanSquaredErrors } from "../squared-error";

/** The tiny model, ready to embed; whoever imports it disposes of the engine. */
export const model = await loadModel(fileURLToPath(new URL("../../fixtures/tiny", import.meta.url)));
export const engine = new OnnxruntimeEngine({ memory: 2 ** 31 });
export const steps = 4;
export const denoiser = await createDenoiser(model, engine, 2);
export const tools = { model, denoiser, engine, steps };

export const { channels, size } = model.config;
/** Pictures that the model can make. */
export const images = await reconstruct(denoiser, drawSeed(3, [2, channels, size, size]), steps);
export const picture = rows(images, 0, 1);

export const embedderId = ModelId.parse("an-embedder");

/** Of what seeds generate, mean squared, pixels 0..1. */
export const errorsOf = async (seeds: Tensor, targets: Tensor) =>
  meanSquaredErrors(await reconstruct(denoiser, seeds, steps), targets, model.config);
