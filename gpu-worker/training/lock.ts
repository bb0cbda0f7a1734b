import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../protocol/errors";

const fileName = "training.lock";

/**
 * Keeps a folder for one training at a time, until the answer is called. A lock of a process that is gone is taken over.
 * Throws `bad_request` where another process trains there.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, fileName);
  for (;;) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(`${process.pid}\n`);
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST")
        throw new Problem("not_written", `${path}: ${(error as NodeJS.ErrnoException).code}`);
    }
    const owner = Number(await readFile(path, "utf8").catch(() => ""));
    if (owner !== process.pid && isAlive(owner))
      throw new Problem("bad_request", `process ${owner} trains in ${folder}; wait for it, or name another folder`);
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
