import { Problem } from "../../protocol/errors";
import type { Engine } from "../graph/engine";
import type { Graph } from "../graph/graph";

/**
 * Makes sure that the programs of a training step fit into the engine's memory beside one another, before they are
 * compiled. Throws `bad_request`, and says about how large a batch may be. Answers the bytes that they take.
 */
export function expectFitting(engine: Engine, graphs: readonly Graph[], batch: number): number {
  const takings = graphs.map((graph) => engine.memoryOf(graph));
  const constants = takings.reduce((total, { constants }) => total + constants, 0);
  const values = takings.reduce((total, { values }) => total + values, 0);
  if (constants + values <= engine.memory) return constants + values;
  const most = Math.floor(Math.max(0, engine.memory - constants) / (values / batch));
  const advice = most >= 1 ? `take a batch of at most ${most}` : "take a smaller network, or smaller pictures";
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  throw new Problem(
    "bad_request",
    `a batch of ${batch} takes ${gigabytes(constants + values)} of memory, and this machine has ${gigabytes(engine.memory)} for it; ${advice}`,
  );
}
