import { expect, it } from "vitest";
import { openTemporary, temporaryDataFolder } from "../server/database/testing/temporary";
import { missingSql } from "./schema-engine";

it("makes of an empty database exactly what schema.prisma says: else `npx tsx prisma/new-migration.ts NAME`", async () => {
  const database = await openTemporary(await temporaryDataFolder());
  expect(await missingSql(database.connectionString)).toBe("");

  // So that the comparison itself is known to see: a column too few and an index too many.
  await database.prisma.$executeRaw`ALTER TABLE sessions DROP COLUMN name`;
  await database.prisma.$executeRaw`CREATE INDEX extra ON sessions (sequence)`;
  const missing = await missingSql(database.connectionString);
  expect(missing).toContain('ADD COLUMN     "name" TEXT NOT NULL');
  expect(missing).toContain('DROP INDEX "extra"');
});
