/**
 * Writes the next migration: the SQL from the ones there are to schema.prisma, found on an empty Postgres of its own.
 * Usage: npx tsx prisma/new-migration.ts NAME
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { openDatabase } from "../server/database";
import { projectRoot } from "../server/database/project-root";
import { missingSql } from "./schema-engine";

async function writeMigration(name: string): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), "seedbed-migration-"));
  try {
    const database = await openDatabase({ dataFolder, log: pino({ level: "warn" }) });
    const sql = await missingSql(database.connectionString).finally(() => database.close());
    if (sql === "") return "The migrations already make what schema.prisma says.";
    const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = join(projectRoot(), "prisma", "migrations", `${time}_${name}`);
    await mkdir(folder);
    await writeFile(join(folder, "migration.sql"), `${sql}\n`);
    return `Written: ${join(folder, "migration.sql")}. Read it before you commit it.`;
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Usage: npx tsx prisma/new-migration.ts NAME, in small letters, digits and _.");
  process.exitCode = 2;
} else {
  writeMigration(name).then(console.log, (error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
