import { createHash } from "node:crypto";
import type { Tensor } from "../tensor";
import { bestOfImages, type DescentSettings, descend } from "./descend";
import { beginDescent, type DescentState, readDescent } from "./descent-state";
import { Ledger } from "./ledger";
import type { OptimiserKind } from "./optimiser";
import { chosenRows, countOf } from "./rows";
import { meanOf } from "./squared-error";
import type { Embedded, EmbedOptions, EmbedTools } from "./way";

/**
 * Descent from seeds, as many for each image, those of an image together; or on from what was kept of it, in which
 * account and seeds are those of the whole way so far.
 */
export async function descendFrom(
  seeds: Tensor,
  settings: DescentSettings,
  images: Tensor,
  tools: EmbedTools,
  ledger: Ledger,
  options: EmbedOptions,
  optimiser: OptimiserKind = "adam",
): Promise<Embedded> {
  const of = workOf(images, tools);
  const kept = options.kept && readDescent(options.kept, of);
  const state = kept?.state ?? beginDescent(seeds, optimiser);
  const account = kept ? new Ledger(kept.ledger) : ledger;
  const seedsOfImage = countOf(state.seeds) / countOf(images);
  const targets = repeated(images, seedsOfImage);
  const endedBy = await descend(tools, { settings, targets, seedsOfImage, of }, state, account, options);
  const meanSquaredError = meanOf(bestOfImages(state.errors, seedsOfImage));
  // Where it ended between two points of the curve, or found better in its last look.
  if (account.trajectory.at(-1)?.meanSquaredError !== meanSquaredError) account.point(meanSquaredError);
  account.close("descent", meanSquaredError);
  const { trajectory, evaluations, milliseconds, stages } = account;
  return {
    ...bestFirst(state, seedsOfImage),
    meanSquaredError,
    trajectory,
    evaluations,
    milliseconds,
    stages,
    endedBy,
  };
}

/** The best seeds, of each image by their errors. */
function bestFirst({ best, errors }: DescentState, seedsOfImage: number): Pick<Embedded, "seeds" | "errors"> {
  const errorAt = (index: number) => errors[index] ?? Number.POSITIVE_INFINITY;
  const order = Array.from({ length: errors.length / seedsOfImage }, (_, image) =>
    Array.from({ length: seedsOfImage }, (_, at) => image * seedsOfImage + at).sort(
      (one, other) => errorAt(one) - errorAt(other),
    ),
  ).flat();
  return { seeds: chosenRows(best, order), errors: order.map(errorAt) };
}

function repeated(images: Tensor, times: number): Tensor {
  const count = countOf(images);
  return chosenRows(
    images,
    Array.from({ length: count * times }, (_, index) => Math.floor(index / times)),
  );
}

/** Which pictures, which generator: more iterations, another rate or another wish may follow on the same work. */
export function workOf(images: Tensor, { model, steps }: EmbedTools): string {
  const { buffer, byteOffset, byteLength } = images.data;
  const pictures = createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("hex");
  return `${pictures} ${model.weightsHash} ${steps}`;
}
