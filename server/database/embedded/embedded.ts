import { chmod, mkdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { connectionString, readAccess, withFreePort } from "./access";
import { locateBinaries } from "./binaries";
import { ensureCluster } from "./cluster";
import { lockFolder } from "./folder-lock";
import { runningPostmaster, startPostmaster, stopPostmaster } from "./postmaster";
import { choosePrivileges } from "./unprivileged";
import { watchPostgres } from "./watch";

export interface Embedded {
  readonly connectionString: string;
  /** Stops Postgres, so that the next start needs no recovery, and frees the folder. */
  close(): Promise<void>;
}

/**
 * Runs a Postgres of our own in `folder`: made at the first start, adopted where a killed server left it running, and
 * started again whenever it goes away before `close`. Throws an Error for people where that cannot be.
 */
export async function openEmbedded({ folder, log }: { folder: string; log: Logger }): Promise<Embedded> {
  await mkdir(folder, { recursive: true });
  const [binaries, privileges] = await Promise.all([locateBinaries(), choosePrivileges()]);
  // A user without rights must be able to pass through; what lies inside is closed to all others by its own mode.
  await chmod(folder, privileges === "nobody" ? 0o711 : 0o700);
  const unlock = await lockFolder(folder);
  try {
    let access = await readAccess(folder);
    await ensureCluster(folder, binaries, privileges, access);

    const ensureRunning = async () => {
      let postmaster = await runningPostmaster(folder);
      if (!postmaster) return startPostmaster(folder, binaries, privileges, access);
      while (postmaster && !postmaster.ready) {
        await pause(20);
        postmaster = await runningPostmaster(folder);
      }
      if (!postmaster) throw new Error("The embedded Postgres ended while it was starting.");
    };

    const running = await runningPostmaster(folder);
    if (running) {
      log.info({ pid: running.pid }, "adopting the Postgres that a former server left running");
      access = { ...access, port: running.port };
    } else {
      access = await withFreePort(folder, access);
    }
    await ensureRunning();
    const watch = await watchPostgres(connectionString(access), ensureRunning, log);

    return {
      connectionString: connectionString(access),
      async close() {
        await watch.end();
        await stopPostmaster(folder, binaries, privileges).finally(unlock);
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
