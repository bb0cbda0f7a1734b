import { z } from "zod";
import { Problem } from "../../protocol/errors";
import { readSafetensors, writeSafetensors } from "../files/safetensors";
import { sameShape, type Tensor, zeros } from "../tensor";
import { LedgerState } from "./ledger";
import { countOf } from "./rows";

/** Everything that a descent goes on from. */
export interface DescentState {
  /** Steps taken. */
  iteration: number;
  /** [n, channels, size, size], changed in place as the next three are. */
  readonly seeds: Tensor;
  /** The best seed of each row so far, and its error: mean squared, pixels 0..1. */
  readonly best: Tensor;
  readonly errors: number[];
  /** Adam's averages of the gradient and of its square. */
  readonly first: Tensor;
  readonly second: Tensor;
}

const Progress = z.object({
  /** What the descent is of; another does not go on from here. */
  of: z.string(),
  iteration: z.int().min(0),
  errors: z.array(z.number().nullable()),
  ledger: LedgerState,
});

export function beginDescent(seeds: Tensor): DescentState {
  return {
    iteration: 0,
    seeds: { shape: seeds.shape, data: seeds.data.slice() },
    best: { shape: seeds.shape, data: seeds.data.slice() },
    errors: new Array<number>(countOf(seeds)).fill(Number.POSITIVE_INFINITY),
    first: zeros(seeds.shape),
    second: zeros(seeds.shape),
  };
}

const names = ["seeds", "best", "first", "second"] as const;

/** As safetensors: the numbers exactly, what else there is as JSON beside them. */
export function writeDescent(state: DescentState, of: string, ledger: LedgerState): Uint8Array {
  const tensors = new Map<string, Tensor>(names.map((name) => [name, state[name]]));
  const { iteration, errors } = state;
  return writeSafetensors(tensors, "float32", { progress: JSON.stringify({ of, iteration, errors, ledger }) });
}

/** Throws `bad_request` where the bytes are none of a descent, or of another one. */
export function readDescent(bytes: Uint8Array, of: string): { state: DescentState; ledger: LedgerState } {
  const { tensors, metadata } = readSafetensors(bytes);
  const progress = progressIn(metadata);
  const [seeds, best, first, second] = names.map((name) => tensors.get(name));
  if (!progress || !seeds || !best || !first || !second || !fits(seeds, [best, first, second], progress.errors))
    throw new Problem("bad_request", "what was kept of the descent is damaged");
  if (progress.of !== of) throw new Problem("bad_request", "what was kept is of another descent");
  const errors = progress.errors.map((error) => error ?? Number.POSITIVE_INFINITY);
  return { state: { iteration: progress.iteration, seeds, best, errors, first, second }, ledger: progress.ledger };
}

function fits(seeds: Tensor, others: readonly Tensor[], errors: readonly unknown[]): boolean {
  return errors.length === countOf(seeds) && others.every(({ shape }) => sameShape(shape, seeds.shape));
}

function progressIn({ progress = "" }: Readonly<Record<string, string>>) {
  try {
    return Progress.safeParse(JSON.parse(progress)).data;
  } catch {
    return undefined;
  }
}
