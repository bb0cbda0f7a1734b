import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isFresh, markFresh, projectFolder } from "./freshness.js";

const generated = "server/database/generated";
const stamp = "dist/.database-client.stamp";

/** Generates the typed database client from prisma/schema.prisma when it is missing or the schema has changed. */
export async function ensureClient() {
  const print = fingerprint([
    "prisma/schema.prisma",
    "prisma.config.ts",
    "scripts/generate-client.js",
    "package-lock.json",
  ]);
  if (existsSync(join(projectFolder, generated)) && isFresh(stamp, print)) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The database client could not be generated:\n${stdout}${stderr}`);
  markFresh(stamp, print);
}
