import { fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, afterEach, vi } from "vitest";
import { type Database, openDatabase } from "../index";
import { projectRoot } from "../project-root";

// A start takes a third of a second, or many on a machine that is busy with others' tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const log = pino({ level: "silent" });
const open = new Set<Database>();
const folders = new Set<string>();
let template: Promise<string> | undefined;

afterEach(async () => {
  for (const database of open) await database.close();
  open.clear();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders.clear();
});

afterAll(async () => {
  const folder = await template;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** An empty folder, with spaces in its path; removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "seedbed test "));
  folders.add(folder);
  return folder;
}

/** A data folder whose database has been started once and stopped, empty; copied, which is quicker than making it. */
export async function temporaryDataFolder(): Promise<string> {
  template ??= makeTemplate();
  const folder = await temporaryFolder();
  await cp(await template, folder, { recursive: true });
  return folder;
}

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "seedbed test template "));
  await (await openDatabase({ dataFolder: folder, log })).close();
  return folder;
}

/** The real database in that folder; closed after the test if it still is open then. */
export async function openTemporary(dataFolder: string, databaseUrl?: string): Promise<Database> {
  const database = await openDatabase({ dataFolder, log, ...(databaseUrl !== undefined && { databaseUrl }) });
  const tracked: Database = {
    ...database,
    async close() {
      open.delete(tracked);
      await database.close();
    },
  };
  open.add(tracked);
  return tracked;
}

/** A second server on the folder, as its own process; resolves to its first words: "open", or why it could not. */
export async function startServerProcess(dataFolder: string) {
  const script = join(projectRoot(), "server", "database", "testing", "server-process.ts");
  const child = fork(script, [dataFolder], { execArgv: ["--import", "tsx"], stdio: "inherit" });
  const [said]: string[] = await once(child, "message");
  return {
    said,
    async kill() {
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}

export async function postmasterPid(dataFolder: string): Promise<number> {
  const text = await readFile(join(dataFolder, "postgres", "cluster", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}
