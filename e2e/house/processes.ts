import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** The process that computes for a server of ours. */
export function workerOf(server: number): number {
  const worker = childrenOf(server).find(({ command }) => command.includes("worker.js"));
  if (!worker) throw new Error("The server has no worker process.");
  return worker.pid;
}

function childrenOf(parent: number): { pid: number; command: string }[] {
  return existsSync("/proc/self/stat") ? childrenInProc(parent) : childrenByPs(parent);
}

/** Slim machines have no `ps`. */
function childrenInProc(parent: number) {
  return readdirSync("/proc").flatMap((name) => {
    try {
      // The second field, the program's name, is in brackets and may hold spaces.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ");
      if (Number(fields?.[1]) !== parent) return [];
      return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, "utf8") }];
    } catch {
      return [];
    }
  });
}

function childrenByPs(parent: number) {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,command="], { encoding: "utf8" }).trim().split("\n");
  return lines.flatMap((line) => {
    const [, pid, ppid, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === parent ? [{ pid: Number(pid), command }] : [];
  });
}
