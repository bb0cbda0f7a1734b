import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { birthOf, isAlive } from "./processes";

const Holder = z.object({ pid: z.int().positive(), birth: z.string(), claim: z.string() });

/**
 * Takes a folder for this process and resolves to its release. A lock whose process has died, however it died, is
 * taken over. Throws an Error for people where another server has the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "server.lock");
  const own = { pid: process.pid, birth: await birthOf(process.pid), claim: randomUUID() };
  const draft = `${file}.${own.claim}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    // A link, unlike a rename, fails where the name is taken.
    while (!(await linked(draft, file))) {
      const holder = await readHolder(file);
      if (holder && (await holds(holder))) {
        throw new Error(
          `Another Seedbed server (process ${holder.pid}) is using the data folder ${folder}. Stop it first, or set SEEDBED_DATA to another folder.`,
        );
      }
      await removeStale(file, holder?.claim);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readHolder(file))?.claim === own.claim) await rm(file, { force: true });
  };
}

async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<z.infer<typeof Holder> | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function holds(holder: z.infer<typeof Holder>): Promise<boolean> {
  return (await isAlive(holder.pid)) && (await birthOf(holder.pid)) === holder.birth;
}

/** Two servers may find the same stale lock: the one that moves a lock other than the one it judged puts it back. */
async function removeStale(file: string, claim: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readHolder(aside);
  if (moved && moved.claim !== claim) await linked(aside, file);
  await rm(aside, { force: true });
}
