import { Problem } from "../../protocol/errors";
import { inBatches } from "../diffusion/batches";
import { runFinite } from "../diffusion/finite";
import type { Engine } from "../graph/engine";
import { type Graph, makeGraph } from "../graph/graph";
import { input } from "../graph/operations/leaf";
import type { Model } from "../models/model";
import { embeddingNetwork } from "../networks/network";
import { frozenParameters } from "../networks/parameters";
import type { Tensor } from "../tensor";

/** An embedding network on an engine (paper, section 5.2). */
export interface Embedder {
  readonly model: Model;
  /** One seed for each of images [n, channels, size, size], all in normalised units. Throws `not_finite`. */
  embed(images: Tensor): Promise<Tensor>;
  dispose(): Promise<void>;
}

/** Throws `bad_request` where the model is no embedder. */
export async function createEmbedder(model: Model, engine: Engine, batch = 1): Promise<Embedder> {
  if (model.config.kind !== "embedder") throw new Problem("bad_request", `${model.id} is a denoiser, not an embedder`);
  const program = await engine.compile(embedderGraph(model, batch));
  return {
    model,
    async embed(images) {
      const embed = ([part]: readonly [Tensor]) => runFinite<"seeds">(program, { images: part }, "the embedding");
      return (await inBatches([images] as const, batch, embed)).seeds;
    },
    dispose: () => program.dispose(),
  };
}

/** The seeds that the embedder of an id finds at once. Throws `embedder_not_available` where nobody can open any. */
export async function embedOnce(
  id: string,
  images: Tensor,
  open: ((id: string) => Promise<Embedder>) | undefined,
): Promise<Tensor> {
  if (!open) throw new Problem("embedder_not_available", id);
  return await (await open(id)).embed(images);
}

function embedderGraph({ id, config, weights }: Model, batch: number): Graph {
  const { channels, size } = config;
  const images = input("images", [batch, channels, size, size]);
  return makeGraph(`${id}'s embedding`, { seeds: embeddingNetwork(config, frozenParameters(weights), images) });
}
