import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Logger } from "pino";

/** A worker that dies is started again after this long, doubled each time up to the most, until it has run a while. */
const firstDelay = 200;
const mostDelay = 10_000;
const longEnough = 30_000;

export interface Supervisor {
  stop(): Promise<void>;
}

/** Starts worker processes on this machine and keeps them running. They end when this process does, however it ends. */
export function superviseWorkers(options: {
  readonly count: number;
  readonly server: string;
  readonly token: string;
  readonly log: Logger;
}): Supervisor {
  const { count, server, token, log } = options;
  const children = new Set<ChildProcess>();
  let stopping = false;
  for (let index = 1; index <= count; index++) start(index, firstDelay);

  function start(index: number, delay: number): void {
    if (stopping) return;
    const begun = Date.now();
    const child = fork(join(import.meta.dirname, "worker.js"), {
      env: {
        ...process.env,
        SEEDBED_SERVER: server,
        SEEDBED_WORKER_TOKEN: token,
        SEEDBED_WORKER_NAME: `local-${index}`,
        SEEDBED_LOG_LEVEL: log.level,
      },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    children.add(child);
    child.on("error", (error) => log.error({ error: error.message }, "a worker could not be started"));
    child.on("exit", (code, signal) => {
      children.delete(child);
      if (stopping) return;
      const next = Date.now() - begun > longEnough ? firstDelay : Math.min(delay * 2, mostDelay);
      log.warn({ worker: index, code, signal, restartIn: delay }, "a worker ended; starting it again");
      setTimeout(start, delay, index, next);
    });
  }

  return {
    async stop() {
      stopping = true;
      await Promise.all(
        [...children].map(
          (child) =>
            new Promise<void>((resolve) => {
              child.once("exit", () => resolve());
              child.kill("SIGTERM");
            }),
        ),
      );
    },
  };
}
