import { PrismaPg } from "@prisma/adapter-pg";
import type { Logger } from "pino";
import { PrismaClient } from "./generated/client";

/** Enough for every request in flight on two cores; well under the 100 that Postgres allows by default. */
const poolSize = 10;

/** Milliseconds: a machine may be busy for longer than Prisma's own 2 and 5 seconds, and then nothing has gone wrong. */
const transactionOptions = { maxWait: 20_000, timeout: 60_000 };

/** A client whose connections come and go with the database: a lost one is logged and replaced when next needed. */
export function openClient(connectionString: string, log: Logger): PrismaClient {
  const adapter = new PrismaPg(
    { connectionString, max: poolSize, connectionTimeoutMillis: 5000, idleTimeoutMillis: 60_000, keepAlive: true },
    {
      onPoolError: (error) => log.warn({ error: error.message }, "an idle database connection was lost"),
      onConnectionError: (error) =>
        log.warn({ error: error.message }, "a database connection was lost in a transaction"),
    },
  );
  return new PrismaClient({ adapter, transactionOptions });
}
