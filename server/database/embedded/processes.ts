import { readdir, readFile, readlink, realpath } from "node:fs/promises";

/**
 * Whether a process lives. One that has ended but was not yet collected by its parent does not, although signals
 * still reach it: in containers the first process often collects nobody.
 */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const state = (await processStatus(pid))?.state;
  return state !== "Z" && state !== "X";
}

/** What tells a process from a later one with the same number; empty where the system does not say. */
export async function birthOf(pid: number): Promise<string> {
  const started = (await processStatus(pid))?.started;
  if (started === undefined) return "";
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return `${boot.trim()}/${started}`;
}

/** The living processes whose working folder is `folder`; undefined where the system does not tell (not Linux). */
export async function processesIn(folder: string): Promise<number[] | undefined> {
  if (process.platform !== "linux") return undefined;
  const wanted = await realpath(folder);
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => "")));
  return pids.filter((_, index) => folders[index] === wanted).map(Number);
}

/** From /proc/PID/stat (proc(5)): fields 3 and 22, counted after the name, which may itself hold spaces. */
async function processStatus(pid: number): Promise<{ state: string; started: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, started] = [fields?.[0], fields?.[19]];
  return state !== undefined && started !== undefined ? { state, started } : undefined;
}
