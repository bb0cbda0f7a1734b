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
  readonly workers: number;
  readonly trainers: number;
  readonly server: string;
  readonly token: string;
  /** Where trainers keep what they are at, and find the server's data sets. */
  readonly trainingsFolder: string;
  readonly datasetsFolder: string;
  readonly log: Logger;
}): Supervisor {
  const { server, token, log } = options;
  const children = new Set<ChildProcess>();
  let stopping = false;
  for (let index = 1; index <= options.workers; index++) start(`local-${index}`, false, firstDelay);
  for (let index = 1; index <= options.trainers; index++) start(`trainer-${index}`, true, firstDelay);

  function start(name: string, trains: boolean, delay: number): void {
    if (stopping) return;
    const begun = Date.now();
    const child = fork(join(import.meta.dirname, "worker.js"), {
      env: {
        ...process.env,
        SEEDBED_SERVER: server,
        SEEDBED_WORKER_TOKEN: token,
        SEEDBED_WORKER_NAME: name,
        SEEDBED_TRAINS: trains ? "1" : "",
        SEEDBED_TRAININGS: options.trainingsFolder,
        SEEDBED_DATASETS: options.datasetsFolder,
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
      log.warn({ worker: name, code, signal, restartIn: delay }, "a worker ended; starting it again");
      setTimeout(start, delay, name, trains, next);
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
