import { z } from "zod";
import { Problem } from "../../protocol/errors";
import { readSafetensors, writeSafetensors } from "../files/safetensors";
import { sameShape, type Tensor } from "../tensor";
import { LedgerState } from "./ledger";
import { beginOptimiser, type Optimiser, type OptimiserKind, restoreOptimiser } from "./optimiser";
import { countOf } from "./rows";

/** Everything that a descent goes on from. */
export interface DescentState {
  /** Steps taken. */
  iteration: number;
  /** [n, channels, size, size], changed in place as the best ones are. */
  readonly seeds: Tensor;
  /** The best seed of each row so far, and its error: mean squared, pixels 0..1. */
  readonly best: Tensor;
  readonly errors: number[];
  readonly optimiser: Optimiser;
}

const Progress = z.object({
  /** What the descent is of; another does not go on from here. */
  of: z.string(),
  iteration: z.int().min(0),
  errors: z.array(z.number().nullable()),
  optimiser: z.object({ kind: z.enum(["adam", "quasi-newton"]), numbers: z.array(z.array(z.number().nullable())) }),
  ledger: LedgerState,
});

export function beginDescent(seeds: Tensor, optimiser: OptimiserKind): DescentState {
  return {
    iteration: 0,
    seeds: { shape: seeds.shape, data: seeds.data.slice() },
    best: { shape: seeds.shape, data: seeds.data.slice() },
    errors: new Array<number>(countOf(seeds)).fill(Number.POSITIVE_INFINITY),
    optimiser: beginOptimiser(optimiser, seeds),
  };
}

const ofOptimiser = "optimiser/";

/** As safetensors: the numbers exactly, what else there is as JSON beside them. */
export function writeDescent(state: DescentState, of: string, ledger: LedgerState): Uint8Array {
  const { iteration, errors, seeds, best } = state;
  const { kind, tensors: moments, numbers } = state.optimiser.state();
  const tensors = new Map<string, Tensor>(Object.entries({ seeds, best }));
  for (const [name, tensor] of moments) tensors.set(ofOptimiser + name, tensor);
  const progress = { of, iteration, errors, optimiser: { kind, numbers }, ledger };
  return writeSafetensors(tensors, "float32", { progress: JSON.stringify(progress) });
}

/** Throws `bad_request` where the bytes are none of a descent, or of another one. */
export function readDescent(bytes: Uint8Array, of: string): { state: DescentState; ledger: LedgerState } {
  const { tensors, metadata } = readSafetensors(bytes);
  const progress = progressIn(metadata);
  const [seeds, best] = [tensors.get("seeds"), tensors.get("best")];
  if (!progress || !seeds || !best || !sameShape(seeds.shape, best.shape) || progress.errors.length !== countOf(seeds))
    throw new Problem("bad_request", "what was kept of the descent is damaged");
  if (progress.of !== of) throw new Problem("bad_request", "what was kept is of another descent");
  const errors = progress.errors.map((error) => error ?? Number.POSITIVE_INFINITY);
  const moments = [...tensors].filter(([name]) => name.startsWith(ofOptimiser));
  const named = new Map(moments.map(([name, tensor]) => [name.slice(ofOptimiser.length), tensor] as const));
  const optimiser = restoreOptimiser({ ...progress.optimiser, tensors: named }, seeds.shape);
  return { state: { iteration: progress.iteration, seeds, best, errors, optimiser }, ledger: progress.ledger };
}

function progressIn({ progress = "" }: Readonly<Record<string, string>>) {
  try {
    return Progress.safeParse(JSON.parse(progress)).data;
  } catch {
    return undefined;
  }
}
