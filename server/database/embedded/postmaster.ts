import { readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Access } from "./access";
import type { Binaries } from "./binaries";
import { clusterFolder } from "./cluster";
import { isAlive, processesIn } from "./processes";
import { giveFolder, type Privileges, runWith } from "./unprivileged";

/** Crash recovery after a heavy load may take its time. */
const startSeconds = 120;
const stopSeconds = 60;
const logBytes = 4 * 1024 * 1024;

/** The lines of postmaster.pid (Postgres: src/include/utils/pidfile.h). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The Postgres that runs on the folder, whoever started it; undefined where none does. */
export async function runningPostmaster(folder: string): Promise<Postmaster | undefined> {
  const postmaster = await readLock(folder);
  if (!postmaster || !(await isAlive(postmaster.pid))) return undefined;
  const owners = await processesIn(clusterFolder(folder));
  // After a restart of the machine the number may be another program's.
  if (owners && !owners.includes(postmaster.pid)) return undefined;
  return postmaster;
}

/** Starts Postgres on the access's port and resolves when it takes connections. Throws with the log's end if it does not. */
export async function startPostmaster(
  folder: string,
  binaries: Binaries,
  privileges: Privileges,
  access: Access,
): Promise<void> {
  await clearStaleLock(folder);
  const log = join(folder, "postgres.log");
  const { size } = await stat(log).catch(() => ({ size: 0 }));
  if (size > logBytes) await truncate(log);
  await giveFolder(privileges, folder);
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${access.port}`,
    "unix_socket_directories=",
    "io_method=sync",
    "log_checkpoints=off",
  ];
  const { status, output } = await runWith(privileges, binaries.pgCtl, [
    ...["start", "--wait", "--timeout", String(startSeconds)],
    ...["--pgdata", clusterFolder(folder)],
    ...["--log", log],
    ...["--options", settings.map((setting) => `-c ${setting}`).join(" ")],
  ]);
  if (status !== 0) {
    const end = (await readFile(log, "utf8").catch(() => "")).split("\n").slice(-12).join("\n");
    throw new Error(`The embedded Postgres did not start: ${output.split("\n").at(-1)}\n${end}`);
  }
}

/** Stops Postgres: connections are cut, everything is written, the next start needs no recovery. */
export async function stopPostmaster(folder: string, binaries: Binaries, privileges: Privileges): Promise<void> {
  if (!(await runningPostmaster(folder))) return;
  const { status, output } = await runWith(privileges, binaries.pgCtl, [
    ...["stop", "--mode", "fast", "--wait", "--timeout", String(stopSeconds)],
    ...["--pgdata", clusterFolder(folder)],
  ]);
  if (status !== 0) throw new Error(`The embedded Postgres did not stop: ${output}`);
}

/**
 * Postgres takes a dead postmaster's lock for a live one's while the process is uncollected or its number reused. The
 * lock is removed only when nothing works in the folder any more; orphaned backends end by themselves within moments.
 */
async function clearStaleLock(folder: string): Promise<void> {
  if (!(await readLock(folder))) return;
  for (let waited = 0; ; waited += 50) {
    const owners = await processesIn(clusterFolder(folder));
    if (owners === undefined) return;
    if (owners.length === 0) break;
    if (waited > 10_000)
      throw new Error(`Processes of a former Postgres still work in ${folder}: ${owners.join(", ")}.`);
    await pause(50);
  }
  await rm(join(clusterFolder(folder), "postmaster.pid"), { force: true });
}

async function readLock(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(clusterFolder(folder), "postmaster.pid"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}
