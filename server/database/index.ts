import { join } from "node:path";
import type { Logger } from "pino";
import { openClient } from "./client";
import { openEmbedded } from "./embedded/embedded";
import type { PrismaClient } from "./generated/client";
import { migrate } from "./migrate";

export { isDatabaseAway } from "./away";

export interface Database {
  readonly prisma: PrismaClient;
  readonly connectionString: string;
  /** Ends all connections and stops the embedded Postgres, if it is that. */
  close(): Promise<void>;
}

/**
 * Opens the database at `databaseUrl`, or else the embedded Postgres under `dataFolder`, which is made, started,
 * adopted or recovered as needed, and brings its tables up to date.
 * Throws an Error with a sentence for people: another server uses the folder, Postgres does not start, a migration
 * that was applied has been changed.
 */
export async function openDatabase(options: {
  dataFolder: string;
  databaseUrl?: string;
  log: Logger;
}): Promise<Database> {
  const { log } = options;
  const embedded = options.databaseUrl
    ? undefined
    : await openEmbedded({ folder: join(options.dataFolder, "postgres"), log });
  const connectionString = embedded?.connectionString ?? options.databaseUrl ?? "";
  try {
    await migrate(connectionString, log);
    const prisma = openClient(connectionString, log);
    return {
      prisma,
      connectionString,
      async close() {
        await prisma.$disconnect().finally(() => embedded?.close());
      },
    };
  } catch (error) {
    await embedded?.close();
    throw error;
  }
}
