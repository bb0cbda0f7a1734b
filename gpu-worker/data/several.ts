import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";

/** After so many items other things, such as an abort, get their turn, even if the items wait for nothing. */
const itemsInATurn = 256;

export interface Watch {
  readonly signal?: AbortSignal;
  /** Told after every item. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Works on every item, as many at a time as there are cores. Where one fails the others in work are awaited first. */
export async function several<Item>(
  items: readonly Item[],
  work: (item: Item, at: number) => Promise<void> | void,
  { signal, onProgress }: Watch = {},
): Promise<void> {
  const waiting = items.entries();
  let failed = false;
  let done = 0;
  const workThrough = async () => {
    for (const [at, item] of waiting) {
      if (failed) return;
      try {
        if (at % itemsInATurn === 0) await setImmediate();
        signal?.throwIfAborted();
        await work(item, at);
      } catch (error) {
        failed = true;
        throw error;
      }
      done += 1;
      onProgress?.(done, items.length);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: availableParallelism() }, workThrough));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
