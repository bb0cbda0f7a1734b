import { open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Access, databaseUser } from "./access";
import type { Binaries } from "./binaries";
import { giveFolder, type Privileges, runWith } from "./unprivileged";

/** Postgres's own data folder, below the folder that also holds its password, log and locks. */
export const clusterFolder = (folder: string) => join(folder, "cluster");

/**
 * Makes the cluster where there is none. It is made under another name and renamed once it is whole and on disk, so a
 * server killed in between leaves nothing half made.
 */
export async function ensureCluster(
  folder: string,
  binaries: Binaries,
  privileges: Privileges,
  access: Access,
): Promise<void> {
  const cluster = clusterFolder(folder);
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) return refuseOtherVersion(version.trim(), binaries.majorVersion, folder);

  const draft = `${cluster}.new`;
  const passwordFile = join(folder, "password.new");
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, access.password, { mode: 0o600 });
  await giveFolder(privileges, folder);
  const { status, output } = await runWith(privileges, binaries.initdb, [
    ...["--pgdata", draft],
    ...["--username", databaseUser],
    ...["--pwfile", passwordFile],
    ...["--auth", "scram-sha-256"],
    // Postgres's own C.UTF-8 sorts the same on every system, whatever locales that has.
    ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    // One call instead of a thousand, each of which would wait for a busy disk; only Linux has it.
    ...(process.platform === "linux" ? ["--sync-method", "syncfs"] : []),
  ]);
  await rm(passwordFile, { force: true });
  if (status !== 0) {
    throw new Error(
      `The embedded Postgres could not make its data folder in ${folder}. Set DATABASE_URL to use another Postgres.\n${output}`,
    );
  }
  await rename(draft, cluster);
  if (process.platform !== "win32") {
    const handle = await open(folder, "r");
    await handle.sync();
    await handle.close();
  }
}

function refuseOtherVersion(found: string, ours: string, folder: string): void {
  if (found === ours) return;
  throw new Error(
    `The database in ${folder} was made by Postgres ${found}, and this Seedbed brings Postgres ${ours}. Dump it with the old version and load it with the new one.`,
  );
}
