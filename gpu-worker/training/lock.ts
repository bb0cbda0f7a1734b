import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../../protocol/errors";

const fileName = "training.lock";
/** Milliseconds between two looks at a folder that is waited for. */
const patience = 200;

/**
 * Keeps a folder for one training at a time, until the answer is called. A lock of a process that is gone is taken over.
 * Where another process trains there, waits for it if there is a signal to end the wait, and throws that signal's reason;
 * else throws `bad_request`.
 */
export async function lockFolder(folder: string, signal?: AbortSignal): Promise<() => Promise<void>> {
  const path = join(folder, fileName);
  const own = `${process.pid} ${await startOf(process.pid)}`;
  while (!(await claim(path, own))) {
    const owner = await readFile(path, "utf8").catch(() => "");
    if (owner !== own && (await isAlive(owner))) {
      if (!signal) throw new Problem("bad_request", `process ${owner.split(" ")[0]} trains in ${folder}`);
      await pause(patience, undefined, { signal });
      // Looked at again before it is taken away: it may be another's by now.
    } else await rm(path, { force: true });
  }
  return () => rm(path, { force: true });
}

/** Whole or not at all: nobody finds a lock without its owner. */
async function claim(path: string, owner: string): Promise<boolean> {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, owner);
    await link(part, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    throw new Problem("not_written", `${path}: ${code}`);
  } finally {
    await rm(part, { force: true });
  }
}

async function isAlive(owner: string): Promise<boolean> {
  const [pid = 0, start = ""] = owner.split(" ").map((part, at) => (at === 0 ? Number(part) : part)) as [
    number,
    string,
  ];
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  // Numbers are given again, above all in containers; a process of another start is another one.
  return start === "" || start === (await startOf(pid));
}

/** When a process started, as Linux counts; elsewhere empty. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // Its name, in brackets, may hold spaces.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
