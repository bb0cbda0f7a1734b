import type { EmbedMethod } from "../../protocol/embedding";
import { Problem } from "../../protocol/errors";
import { drawSeed } from "../latent/random";
import { allFinite, rows, sameShape, showShape, type Tensor, zeros } from "../tensor";
import { embedBest } from "./best";
import { descendFrom } from "./descend-from";
import { embedOnce } from "./embedder";
import { invert } from "./inversion";
import { Ledger } from "./ledger";
import { judged } from "./reconstruct";
import { countOf } from "./rows";
import type { Embedded, EmbedOptions, EmbedTools } from "./way";

export type { DescentPoint, Embedded, EmbedOptions, EmbedTools } from "./way";

/**
 * Finds seeds of images [n, channels, size, size], normalised, by any of the methods, which docs/embedding.md explains.
 * Throws a `Problem` for what a person can change: `not_finite` pictures, a `start_seed_missing` or that does not fit,
 * an `embedder_not_available`; the signal's reason when aborted.
 */
export async function embedBy(
  method: EmbedMethod,
  images: Tensor,
  tools: EmbedTools,
  options: EmbedOptions = {},
): Promise<Embedded> {
  if (!allFinite(images)) throw new Problem("not_finite", "the picture itself holds NaN or infinity");
  options.signal?.throwIfAborted();
  const ledger = new Ledger();
  switch (method.name) {
    case "embedder": {
      const seeds = await embedOnce(method.embedderId, images, tools.openEmbedder);
      ledger.evaluations += 1;
      return await judged("embedder", seeds, images, tools, ledger, options);
    }
    case "inversion": {
      const { corrections } = method;
      const { signal, onStep } = options;
      const inversion = { steps: tools.steps, corrections, signal, onStep };
      const { seeds, evaluations } = await invert(tools.denoiser, images, inversion);
      ledger.evaluations += evaluations;
      return await judged("inversion", seeds, images, tools, ledger, options);
    }
    case "image": {
      const seeds = { shape: images.shape, data: images.data.map((value) => method.strength * value) };
      return await judged("image", seeds, images, tools, ledger, options);
    }
    case "descent": {
      const seeds = drawSeeds(countOf(images) * method.seeds, method.number, images.shape);
      return await descendFrom(seeds, method, images, tools, ledger, options);
    }
    case "refine":
      return await descendFrom(startOf(tools, images), method, images, tools, ledger, options);
    case "best":
      return await embedBest(method, images, tools, ledger, options);
  }
}

/** Seeds of successive numbers, which begin anew after the last one. */
function drawSeeds(count: number, number: number, [, ...shape]: readonly number[]): Tensor {
  const seeds = zeros([count, ...shape]);
  for (let index = 0; index < count; index++)
    rows(seeds, index, index + 1).data.set(drawSeed((number + index) % 2 ** 32, shape).data);
  return seeds;
}

function startOf({ start }: EmbedTools, images: Tensor): Tensor {
  if (!start) throw new Problem("start_seed_missing");
  const fits = sameShape(start.shape.slice(1), images.shape.slice(1)) && countOf(start) % countOf(images) === 0;
  if (!fits || countOf(start) === 0)
    throw new Problem("seed_does_not_fit", `it is ${showShape(start.shape)}, the picture ${showShape(images.shape)}`);
  if (!allFinite(start)) throw new Problem("not_finite", "the seed itself holds NaN or infinity");
  return start;
}
