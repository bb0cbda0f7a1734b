import { randomBytes } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./index";
import { migrate } from "./migrate";
import { projectRoot } from "./project-root";
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

  it("keep what was found when seeds had corrections and no method, in rows and in events", async () => {
    const database = await emptyDatabase();
    const [first, next] = [await shippedMigration("first"), await shippedMigration("methods_and_trainings")];
    await database.write("1_first", first);
    await database.migrate();
    const [person, picture, revision] = [1, 2, 3].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
    const told = [
      { noun: "job", row: { kind: "embed", corrections: 5 } },
      { noun: "revision", row: { kind: "embed", corrections: 5 } },
      { noun: "job", row: { kind: "generate" } },
      { noun: "picture", row: { name: "A leaf" } },
    ];
    await database.query(`
      INSERT INTO people (id, "tokenHash", name, color) VALUES ('${person}', 'x', 'Ada', 'leaf');
      INSERT INTO sessions (id, name) VALUES ('s', 'Leaves');
      INSERT INTO pictures (id, "sessionId", "personId", origin, name, width, height)
        VALUES ('${picture}', 's', '${person}', 'upload', 'A leaf', 8, 8);
      INSERT INTO revisions (id, "sessionId", "pictureId", "personId", kind, corrections)
        VALUES ('${revision}', 's', '${picture}', '${person}', 'embed', 5);
      INSERT INTO jobs (id, "sessionId", "personId", kind, control, "pictureId", "parentId", "modelId", steps, corrections)
        VALUES ('j', 's', '${person}', 'embed', 'c', '${picture}', '${revision}', 'm', 10, 5);
      INSERT INTO events ("sessionId", sequence, type, changes) VALUES ('s', 1, 'job-done', '${JSON.stringify(told)}')`);
    await database.write("2_next", next);
    await database.migrate();
    const method = { name: "inversion", corrections: 5 };
    expect(await database.query("SELECT method FROM jobs")).toEqual([{ method }]);
    expect(await database.query('SELECT method, errors, stages, "endedBy" FROM revisions')).toEqual([
      { method, errors: [], stages: [], endedBy: "finished" },
    ]);
    const [{ changes }] = await database.query("SELECT changes FROM events");
    expect(changes).toEqual([
      { noun: "job", row: { kind: "embed", method, startSeedId: null, ending: false } },
      { noun: "revision", row: { kind: "embed", method, trajectory: [], stages: [], endedBy: "finished" } },
      { noun: "job", row: { kind: "generate", realism: 0 } },
      { noun: "picture", row: { name: "A leaf" } },
    ]);
  });
});

async function shippedMigration(name: string): Promise<string> {
  const folder = join(projectRoot(), "prisma", "migrations");
  const found = (await readdir(folder)).find((entry) => entry.endsWith(`_${name}`));
  return await readFile(join(folder, String(found), "migration.sql"), "utf8");
}
