import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";

const Access = z.object({ port: z.int().min(1).max(65535), password: z.string().regex(/^[0-9a-f]{48}$/) });

/** How to reach the embedded Postgres; kept beside it, readable by its owner only. */
export type Access = z.infer<typeof Access>;

export const databaseUser = "seedbed";

export function connectionString({ port, password }: Access): string {
  return `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/postgres`;
}

/** The stored access, or a new one with a random password and a port that is free now. */
export async function readAccess(folder: string): Promise<Access> {
  const text = await readFile(accessFile(folder), "utf8").catch(() => undefined);
  if (text !== undefined) return Access.parse(JSON.parse(text));
  const access = { port: await freePort(0), password: randomBytes(24).toString("hex") };
  await writeAccess(folder, access);
  return access;
}

/** The same access on a port that is free now: its own, unless another program has taken that. */
export async function withFreePort(folder: string, access: Access): Promise<Access> {
  const port = await freePort(access.port).catch(() => freePort(0));
  if (port === access.port) return access;
  const moved = { ...access, port };
  await writeAccess(folder, moved);
  return moved;
}

const accessFile = (folder: string) => join(folder, "access.json");

async function writeAccess(folder: string, access: Access): Promise<void> {
  const draft = `${accessFile(folder)}.new`;
  await writeFile(draft, `${JSON.stringify(access)}\n`, { mode: 0o600, flush: true });
  await rename(draft, accessFile(folder));
}

/** Resolves to `port` where it can be listened on, or for 0 to any; rejects where it is taken. */
function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
