import { hostname } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import type { TrainingFolders } from "./jobs/job";

const Environment = z.object({
  SEEDBED_SERVER: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:3000"),
  SEEDBED_WORKER_TOKEN: z.string("is missing. Set it to the token of the server, which is in its data/worker-token."),
  SEEDBED_WORKER_NAME: z.string().min(1).max(80).default(`${hostname()}-${process.pid}`),
  SEEDBED_TRAINS: z.literal(["", "0", "1"]).default(""),
  SEEDBED_TRAININGS: z.string().default("trainings"),
  SEEDBED_DATASETS: z.string().default("datasets"),
  SEEDBED_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export interface WorkerSettings {
  readonly server: string;
  readonly token: string;
  readonly name: string;
  readonly logLevel: string;
  /** Whether it trains models, and does nothing else. */
  readonly trains: boolean;
  /** Where trainings keep their checkpoints, and the data sets that lie on this machine. */
  readonly folders: TrainingFolders;
}

/** Reads the environment. Throws an Error whose message names the variable and what to do. */
export function readSettings(environment: NodeJS.ProcessEnv): WorkerSettings {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The environment variable ${issue?.path.join(".")} ${issue?.message}`);
  }
  const values = parsed.data;
  return {
    server: values.SEEDBED_SERVER,
    token: values.SEEDBED_WORKER_TOKEN,
    name: values.SEEDBED_WORKER_NAME.slice(0, 80),
    logLevel: values.SEEDBED_LOG_LEVEL,
    trains: values.SEEDBED_TRAINS === "1",
    folders: { trainings: resolve(values.SEEDBED_TRAININGS), datasets: resolve(values.SEEDBED_DATASETS) },
  };
}
