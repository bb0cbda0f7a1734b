import { createPostgresBackend, withBackend } from "bullmq";
import type { Logger } from "pino";
import type { Lane } from "../../protocol/jobs";

interface Ticket {
  readonly id: string;
}

/** What waits: a job or a training. */
export interface Waiting {
  readonly id: string;
  readonly kind: "embed" | "generate" | "train";
  readonly lane: Lane;
}

/** The order in which work is taken up; what it is and how it stands is in its row. */
export interface WorkQueue {
  /** Adding what is already in the queue changes nothing. */
  add(work: Waiting): Promise<void>;
  /** Begins to take a lane's work, as much at once as its workers take. */
  take(lane: Lane, perform: (id: string) => Promise<void>): void;
  setConcurrency(lane: Lane, places: number): void;
  close(): Promise<void>;
}

const { Queue, Worker } = withBackend(createPostgresBackend);
/** A generation streams to people who wait for its first frame; embeddings stand behind it. */
const priority = { generate: 1, embed: 2, train: 2 } as const;
/** How long after a server's death another takes up what it was running. */
const lockMilliseconds = 3000;
const queueNames: Readonly<Record<Lane, string>> = { short: "compute", long: "descent", training: "training" };

/** Opens the queues, one a lane, in their own schema of the given Postgres. */
export function openQueue(connectionString: string, log: Logger): WorkQueue {
  const lanes = new Map<Lane, ReturnType<typeof openLane>>();
  const laneOf = (lane: Lane) => {
    const open = lanes.get(lane) ?? openLane(lane, connectionString, log);
    lanes.set(lane, open);
    return open;
  };
  return {
    add: (work) => laneOf(work.lane).add(work),
    take: (lane, perform) => laneOf(lane).take(perform),
    setConcurrency: (lane, places) => laneOf(lane).setConcurrency(places),
    async close() {
      for (const lane of lanes.values()) await lane.close();
    },
  };
}

function openLane(lane: Lane, connectionString: string, log: Logger) {
  const connection = { connectionString, schema: "queue", migrate: true, max: 4 };
  const queue = new Queue<Ticket>(queueNames[lane], {
    connection,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  queue.on("error", (error) => log.warn({ error: error.message }, "the queue lost the database"));
  let worker: InstanceType<typeof Worker<Ticket>> | undefined;

  return {
    async add({ id, kind }: Waiting) {
      await queue.add(kind, { id }, { jobId: `job-${id}`, priority: priority[kind] });
    },
    take(perform: (id: string) => Promise<void>) {
      worker = new Worker<Ticket>(queueNames[lane], (ticket) => perform(ticket.data.id), {
        connection,
        concurrency: 1,
        lockDuration: lockMilliseconds,
        stalledInterval: lockMilliseconds / 2,
        maxStalledCount: 1000,
        runRetryDelay: 500,
        drainDelay: 1,
      });
      worker.on("error", (error) => log.warn({ error: error.message }, "the queue lost the database"));
      worker.on("failed", (ticket, error) =>
        log.error({ jobId: ticket?.data.id, error: error.message }, "a job could not be handled; it is taken up again"),
      );
    },
    setConcurrency(places: number) {
      if (worker) worker.concurrency = Math.max(1, places);
    },
    async close() {
      await worker?.close(true);
      await queue.close();
    },
  };
}
