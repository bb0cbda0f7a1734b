import { createPostgresBackend, withBackend } from "bullmq";
import type { Logger } from "pino";
import type { Job } from "../../protocol/entities";

interface Ticket {
  readonly jobId: string;
}

/** The order in which jobs are taken up; what a job is and how it stands is in its row. */
export interface JobQueue {
  /** Adding a job that is already in the queue changes nothing. */
  add(job: Pick<Job, "id" | "kind">): Promise<void>;
  /** Begins to take jobs, as many at once as there are workers. */
  take(perform: (jobId: string) => Promise<void>): void;
  setConcurrency(workers: number): void;
  close(): Promise<void>;
}

const { Queue, Worker } = withBackend(createPostgresBackend);
const queueName = "compute";
/** A generation streams to people who wait for its first frame; embeddings stand behind it. */
const priority = { generate: 1, embed: 2 } as const;
/** How long after a server's death another takes up what it was running. */
const lockMilliseconds = 3000;

/** Opens the queue in its own schema of the given Postgres. */
export function openQueue(connectionString: string, log: Logger): JobQueue {
  const connection = { connectionString, schema: "queue", migrate: true, max: 4 };
  const queue = new Queue<Ticket>(queueName, {
    connection,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  queue.on("error", (error) => log.warn({ error: error.message }, "the queue lost the database"));
  let worker: InstanceType<typeof Worker<Ticket>> | undefined;

  return {
    async add(job) {
      await queue.add(job.kind, { jobId: job.id }, { jobId: `job-${job.id}`, priority: priority[job.kind] });
    },
    take(perform) {
      worker = new Worker<Ticket>(queueName, (ticket) => perform(ticket.data.jobId), {
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
        log.error(
          { jobId: ticket?.data.jobId, error: error.message },
          "a job could not be handled; it is taken up again",
        ),
      );
    },
    setConcurrency(workers) {
      if (worker) worker.concurrency = Math.max(1, workers);
    },
    async close() {
      await worker?.close(true);
      await queue.close();
    },
  };
}
