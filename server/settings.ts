import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  SEEDBED_DATA: z.string().default("data"),
  SEEDBED_WORKERS: z.coerce.number().int().min(0).max(16).default(1),
  SEEDBED_TRAINERS: z.coerce.number().int().min(0).max(4).default(1),
  SEEDBED_DATASETS: z.string().optional(),
  SEEDBED_WORKER_TOKEN: z.string().min(16).optional(),
  SEEDBED_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("warn"),
  SEEDBED_DEV: z.literal("1").optional(),
  DATABASE_URL: z.string().optional(),
});

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** How many worker processes the server starts and keeps alive on this machine. */
  readonly localWorkers: number;
  /** How many of the processes that train models. */
  readonly localTrainers: number;
  /** Folders and files of pictures that members may learn from. */
  readonly datasetsFolder: string;
  /** What a worker must show; kept in the data folder where none is set. */
  readonly workerToken: string;
  readonly logLevel: string;
  readonly development: boolean;
  readonly databaseUrl: string | undefined;
}

/** Reads the environment. Throws an Error that names the variable and what it may be. */
export async function readSettings(environment: NodeJS.ProcessEnv): Promise<Settings> {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`The environment variable ${issue?.path.join(".")} does not fit: ${issue?.message}`);
  }
  const values = parsed.data;
  const dataFolder = resolve(values.SEEDBED_DATA);
  await mkdir(dataFolder, { recursive: true });
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder,
    localWorkers: values.SEEDBED_WORKERS,
    localTrainers: values.SEEDBED_TRAINERS,
    datasetsFolder: resolve(values.SEEDBED_DATASETS || join(dataFolder, "datasets")),
    workerToken: values.SEEDBED_WORKER_TOKEN ?? (await storedToken(join(dataFolder, "worker-token"))),
    logLevel: values.SEEDBED_LOG_LEVEL,
    development: values.SEEDBED_DEV === "1",
    databaseUrl: values.DATABASE_URL,
  };
}

async function storedToken(file: string): Promise<string> {
  const stored = await readFile(file, "utf8").catch(() => "");
  if (stored.trim().length >= 16) return stored.trim();
  const token = randomBytes(32).toString("base64url");
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
