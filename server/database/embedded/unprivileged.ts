import { type SpawnOptions, spawn } from "node:child_process";

/** Postgres refuses to run as root. This user exists on every system and owns nothing. */
const nobody = 65534;

/** How programs of Postgres are run: as ourselves; as root under another number; or as a user without rights. */
export type Privileges = "own" | "mapped" | "nobody";

/**
 * Root is mapped to an unprivileged number in a user namespace where the system has them: files then stay root's,
 * and folders that only root may enter work. Elsewhere the files must be given to `nobody` first.
 */
export async function choosePrivileges(): Promise<Privileges> {
  if (process.getuid?.() !== 0) return "own";
  if (process.platform !== "linux") return "nobody";
  const { status } = await runWith("mapped", "true", []).catch(() => ({ status: 1 }));
  return status === 0 ? "mapped" : "nobody";
}

export async function giveFolder(privileges: Privileges, folder: string): Promise<void> {
  if (privileges !== "nobody") return;
  await runWith("own", "chown", ["-R", `${nobody}:${nobody}`, folder]);
}

/** Runs a program to its end; `output` is what it printed. A server that it leaves behind must not hold its pipes. */
export async function runWith(
  privileges: Privileges,
  program: string,
  parameters: readonly string[],
): Promise<{ status: number; output: string }> {
  const options: SpawnOptions = {
    stdio: ["ignore", "pipe", "pipe"],
    // Postgres looks for its time zone by trial, and speaks the system's language: both are settled here.
    env: { ...process.env, TZ: "UTC", LC_ALL: "C" },
    windowsHide: true,
    ...(privileges === "nobody" && { uid: nobody, gid: nobody }),
  };
  const mapping = ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`, program];
  const child =
    privileges === "mapped"
      ? spawn("unshare", [...mapping, ...parameters], options)
      : spawn(program, [...parameters], options);
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status: status ?? 1, output: output.trim() }));
  });
}
