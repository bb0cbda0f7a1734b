import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const workerToken = "a-token-for-tests-only";

/** The real server as a process of its own, on a free port, with its own Postgres, blobs and workers. */
export class RunningServer {
  private constructor(
    readonly address: string,
    readonly folder: string,
    readonly process: ChildProcess,
  ) {}

  /** Starts on a new data folder, or again on one that a killed server has left. */
  static async start(
    options: { folder?: string; workers?: number; trainers?: number; port?: number } = {},
  ): Promise<RunningServer> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "seedbed-server-")));
    const child = spawn(process.execPath, ["dist/server.js"], {
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(options.port ?? 0),
        SEEDBED_DATA: folder,
        SEEDBED_WORKERS: String(options.workers ?? 1),
        SEEDBED_TRAINERS: String(options.trainers ?? 0),
        SEEDBED_WORKER_TOKEN: workerToken,
        DATABASE_URL: "",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const address = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`The server ended with code ${code} before it was ready.`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const ready = /ready at (\S+)/.exec(line)?.[1];
        if (ready) resolve(ready);
      });
    });
    return new RunningServer(address, folder, child);
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  /** As a power cut would end it: Postgres stays behind, the workers notice and end. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill(signal);
    await ended;
  }
}
