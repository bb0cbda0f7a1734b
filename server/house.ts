import type { Logger } from "pino";
import type { Database } from "./database";
import type { WorkQueue } from "./queue/queue";
import type { Audience } from "./realtime/audience";
import type { FrameRelay } from "./realtime/frames";
import type { Settings } from "./settings";
import type { BlobStore } from "./storage/blobs";
import type { WorkerPool } from "./workers/pool";

/** All that the server is made of, built once in index.ts. */
export interface House {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly audience: Audience;
  readonly frames: FrameRelay;
  readonly queue: WorkQueue;
  readonly workers: WorkerPool;
  /** Whether the server is ending its own workers and itself. */
  isStopping(): boolean;
}

/** The pages' bundle holds its own copy of every module, so what they share with the server hangs here. */
const shared = globalThis as typeof globalThis & { seedbedHouse?: House };

export function openHouse(house: House): void {
  shared.seedbedHouse = house;
}

export function house(): House {
  if (!shared.seedbedHouse) throw new Error("The pages run inside server/index.ts, which has not started.");
  return shared.seedbedHouse;
}
