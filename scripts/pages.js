import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isFresh, markFresh, projectFolder } from "./freshness.js";

const sources = [
  "app",
  "components",
  "imaging",
  "protocol",
  "server",
  "public",
  "next.config.js",
  "postcss.config.js",
  "tsconfig.json",
  "package-lock.json",
];
const stamp = ".next/seedbed.stamp";

/** Builds the pages when their sources have changed since; says so through `tell`, because it takes a while. */
export async function ensurePages(tell) {
  const print = fingerprint(sources);
  if (existsSync(join(projectFolder, ".next/BUILD_ID")) && isFresh(stamp, print)) return;
  tell("Building the pages; this takes about half a minute, and only after a change.");
  const { code, output } = await buildPages();
  if (code !== 0) throw new Error(`The pages could not be built:\n${output}`);
  markFresh(stamp, print);
}

function buildPages() {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
