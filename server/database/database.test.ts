import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { isAlive } from "./embedded/processes";
import { type Database, isDatabaseAway } from "./index";
import {
  openTemporary,
  postmasterPid,
  startServerProcess,
  temporaryDataFolder,
  temporaryFolder,
} from "./testing/temporary";

const back = { timeout: 20_000, interval: 20 };

function addSession(database: Database, id: string) {
  return database.prisma.session.create({ data: { id, name: "A session" } });
}

async function sessionIds(database: Database): Promise<string[]> {
  const rows = await database.prisma.session.findMany({ orderBy: { id: "asc" } });
  return rows.map((row) => row.id);
}

const portOf = (database: Database) => Number(new URL(database.connectionString).port);

describe("the embedded database", () => {
  it("keeps rows and its port over a stop and a start", async () => {
    const folder = await temporaryFolder();
    const first = await openTemporary(folder);
    await addSession(first, "kept");
    const pid = await postmasterPid(folder);
    await first.close();
    expect(await isAlive(pid)).toBe(false);

    const second = await openTemporary(folder);
    expect(await sessionIds(second)).toEqual(["kept"]);
    expect(portOf(second)).toBe(portOf(first));
  });

  it("waits for the disk before it acknowledges, asks for a password, and answers this machine only", async () => {
    const folder = await temporaryDataFolder();
    const database = await openTemporary(folder);
    const [row] = await database.prisma.$queryRaw<Record<string, string>[]>`
      SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
             current_setting('full_page_writes') AS pages, current_setting('listen_addresses') AS addresses,
             current_setting('unix_socket_directories') AS sockets, current_setting('server_encoding') AS encoding`;
    expect(row).toEqual({
      ...{ fsync: "on", commit: "on", pages: "on" },
      ...{ addresses: "127.0.0.1", sockets: "", encoding: "UTF8" },
    });
    const wrong = new URL(database.connectionString);
    wrong.password = "guessed";
    await expect(new pg.Client({ connectionString: wrong.href }).connect()).rejects.toMatchObject({ code: "28P01" });
    if (process.platform !== "win32") {
      expect((await stat(join(folder, "postgres", "access.json"))).mode & 0o077).toBe(0);
    }
  });

  it("comes back after kill -9 with every acknowledged row, and says in between that it is away", async () => {
    const folder = await temporaryDataFolder();
    const database = await openTemporary(folder);
    const acknowledged: string[] = [];
    const refusals: unknown[] = [];
    for (const round of [1, 2]) {
      process.kill(await postmasterPid(folder), "SIGKILL");
      while (acknowledged.length < round * 3) {
        const id = `row ${acknowledged.length}, attempt ${refusals.length}`;
        await addSession(database, id).then(
          () => acknowledged.push(id),
          (error) => refusals.push(error),
        );
      }
    }
    expect(refusals.filter((error) => !isDatabaseAway(error))).toEqual([]);
    expect(await sessionIds(database)).toEqual(expect.arrayContaining(acknowledged));
  });

  it("cuts off a transaction that it dies in, keeps nothing of it, and goes on", async () => {
    const folder = await temporaryDataFolder();
    const database = await openTemporary(folder);
    const interrupted = database.prisma.$transaction(async (transaction) => {
      await transaction.session.create({ data: { id: "half", name: "A session" } });
      process.kill(await postmasterPid(folder), "SIGKILL");
      await vi.waitFor(() => expect(transaction.session.count()).rejects.toThrow(), back);
      await transaction.session.create({ data: { id: "other half", name: "A session" } });
    });
    const error = await interrupted.catch((error: unknown) => error);
    expect(isDatabaseAway(error), String(error)).toBe(true);
    await vi.waitFor(async () => expect(await sessionIds(database)).toEqual([]), back);
  });

  it("survives that its connections are cut from the other side", async () => {
    const database = await openTemporary(await temporaryDataFolder());
    await addSession(database, "before");
    const other = new pg.Client({ connectionString: database.connectionString });
    await other.connect();
    await other.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
    await other.end();
    await vi.waitFor(async () => expect(await sessionIds(database)).toEqual(["before"]), back);
  });

  it("is adopted from a server that was killed, and then stopped by the one that adopted it", async () => {
    const folder = await temporaryDataFolder();
    const killed = await startServerProcess(folder);
    expect(killed.said).toBe("open");
    await killed.kill();
    const pid = await postmasterPid(folder);
    expect(await isAlive(pid)).toBe(true);

    const database = await openTemporary(folder);
    expect(await postmasterPid(folder)).toBe(pid);
    await addSession(database, "after");
    await database.close();
    expect(await isAlive(pid)).toBe(false);
  });

  it("refuses a second server on the same folder, in a sentence that names the first", async () => {
    const folder = await temporaryDataFolder();
    const database = await openTemporary(folder);
    const second = await startServerProcess(folder);
    await second.kill();
    expect(second.said).toContain(`Another Seedbed server (process ${process.pid}) is using the data folder`);
    await addSession(database, "undisturbed");
  });

  it("starts where the machine was switched off and the old numbers now belong to other programs", async () => {
    const folder = await temporaryDataFolder();
    await (await openTemporary(folder)).close();
    const port = JSON.parse(await readFile(join(folder, "postgres", "access.json"), "utf8")).port;
    // Not this process: Postgres knows its own parents for no postmaster.
    const lock = [process.ppid, join(folder, "postgres", "cluster"), 1, port, "", "127.0.0.1", "1 1", "ready   ", ""];
    await writeFile(join(folder, "postgres", "cluster", "postmaster.pid"), lock.join("\n"));
    const holder = { pid: process.pid, birth: "another boot/1", claim: "stale" };
    await writeFile(join(folder, "postgres", "server.lock"), JSON.stringify(holder));
    await addSession(await openTemporary(folder), "started");
  });

  it("moves to another port when its own has been taken", async () => {
    const folder = await temporaryDataFolder();
    const first = await openTemporary(folder);
    await first.close();
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(portOf(first), "127.0.0.1", resolve));
    try {
      const second = await openTemporary(folder);
      expect(portOf(second)).not.toBe(portOf(first));
      await addSession(second, "moved");
    } finally {
      thief.close();
    }
  });

  it("can also be a Postgres somewhere else, which it leaves running", async () => {
    const folder = await temporaryDataFolder();
    const embedded = await openTemporary(folder);
    await embedded.prisma.$executeRaw`CREATE DATABASE elsewhere`;
    const url = new URL(embedded.connectionString);
    url.pathname = "/elsewhere";
    const other = await openTemporary(await temporaryFolder(), url.href);
    await addSession(other, "there");
    await other.close();
    expect(await sessionIds(embedded)).toEqual([]);
  });
});
