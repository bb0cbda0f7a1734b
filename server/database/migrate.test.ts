import { randomBytes } from "node:crypto";
import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./index";
import { migrate } from "./migrate";
import { temporaryFolder } from "./testing/temporary";

const log = pino({ level: "silent" });

let embedded: Database;
let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "seedbed test "));
  embedded = await openDatabase({ dataFolder, log });
});
afterAll(async () => {
  await embedded.close();
  await rm(dataFolder, { recursive: true, force: true });
});

/** A database without tables, and a folder for migrations of its own. */
async function emptyDatabase() {
  const name = `empty_${randomBytes(8).toString("hex")}`;
  await embedded.prisma.$executeRawUnsafe(`CREATE DATABASE ${name}`);
  const url = new URL(embedded.connectionString);
  url.pathname = name;
  const folder = await temporaryFolder();
  return {
    folder,
    migrate: () => migrate(url.href, log, folder),
    async write(name: string, sql: string) {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, "migration.sql"), sql);
    },
    async query(sql: string) {
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      const { rows } = await client.query(sql).finally(() => client.end());
      return rows;
    },
  };
}

describe("migrations at start", () => {
  it("are applied in order, once, and noted as Prisma notes them", async () => {
    const database = await emptyDatabase();
    await database.write("2_second", "ALTER TABLE plants ADD COLUMN height INTEGER");
    await database.write("1_first", "CREATE TABLE plants (name TEXT); INSERT INTO plants VALUES ('fern')");
    await database.migrate();
    await database.migrate();
    expect(await database.query("SELECT * FROM plants")).toEqual([{ name: "fern", height: null }]);
    const notes = await database.query(
      "SELECT migration_name, applied_steps_count, finished_at >= started_at AS finished FROM _prisma_migrations ORDER BY 1",
    );
    expect(notes).toEqual([
      { migration_name: "1_first", applied_steps_count: 1, finished: true },
      { migration_name: "2_second", applied_steps_count: 1, finished: true },
    ]);
  });

  it("are applied once by servers that start together", async () => {
    const database = await emptyDatabase();
    await database.write("1_first", "CREATE TABLE plants (name TEXT)");
    await Promise.all([database.migrate(), database.migrate(), database.migrate()]);
    expect(await database.query("SELECT 1 FROM _prisma_migrations")).toHaveLength(1);
  });

  it("leave nothing behind where one fails, and go on from there when it is mended", async () => {
    const database = await emptyDatabase();
    await database.write("1_first", "CREATE TABLE plants (name TEXT)");
    await database.write("2_second", "CREATE TABLE pots (size INTEGER); CREATE TABLE plants (name TEXT)");
    await expect(database.migrate()).rejects.toThrow("2_second failed; nothing of it was applied");
    expect(await database.query("SELECT to_regclass('pots') AS pots")).toEqual([{ pots: null }]);
    await database.write("2_second", "CREATE TABLE pots (size INTEGER)");
    await database.migrate();
    expect(await database.query("SELECT * FROM pots")).toEqual([]);
  });

  it("refuse to start where an applied one was changed or is gone", async () => {
    const database = await emptyDatabase();
    await database.write("1_first", "CREATE TABLE plants (name TEXT)");
    await database.migrate();
    await appendFile(join(database.folder, "1_first", "migration.sql"), "\n-- changed");
    await expect(database.migrate()).rejects.toThrow("1_first was changed after it had been applied");
    await rm(join(database.folder, "1_first"), { recursive: true });
    await expect(database.migrate()).rejects.toThrow("1_first, which this version of Seedbed lacks");
  });
});
