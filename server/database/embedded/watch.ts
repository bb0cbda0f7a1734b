import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";

const firstPause = 50;
const longestPause = 5000;

/**
 * Holds one idle connection open: Postgres has gone when it ends. It is then brought back by `ensureRunning`, as often
 * as it takes. Rejects where the first connection fails.
 */
export async function watchPostgres(
  connectionString: string,
  ensureRunning: () => Promise<void>,
  log: Logger,
): Promise<{ end(): Promise<void> }> {
  const ending = new AbortController();
  let recovery = Promise.resolve();
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      application_name: "seedbed watch",
    });
    next.on("error", (error) => log.debug({ error: error.message }, "the watched connection failed"));
    await next.connect();
    next.once("end", () => {
      if (!ending.signal.aborted) recovery = recover();
    });
    return next;
  }

  async function recover(): Promise<void> {
    const since = Date.now();
    log.warn("the database went away; bringing it back");
    for (let delay = firstPause; !ending.signal.aborted; delay = Math.min(delay * 2, longestPause)) {
      try {
        await ensureRunning();
        client = await connect();
        log.warn({ milliseconds: Date.now() - since }, "the database is back");
        return;
      } catch (error) {
        log.error({ error: String(error), delay }, "the database did not come back yet");
        await pause(delay, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  }

  return {
    async end() {
      ending.abort();
      await recovery;
      await client.end();
    },
  };
}
