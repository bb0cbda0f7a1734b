import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureClient } from "./database-client.js";
import { fingerprint, isFresh, markFresh, projectFolder } from "./freshness.js";

const always = ["scripts/bundle.js", "package-lock.json", "protocol"];
const bundles = {
  server: { entry: "server/index.ts", sources: [...always, "server", "imaging"] },
  worker: { entry: "gpu-worker/index.ts", sources: [...always, "gpu-worker"] },
  cli: { entry: "cli/index.ts", sources: [...always, "cli", "gpu-worker", "imaging"] },
};

/** Makes dist/NAME.js of every name whose sources have changed since; of no others. */
export async function ensureBundles(names = Object.keys(bundles)) {
  if (names.includes("server")) await ensureClient();
  await Promise.all(names.map(ensureBundle));
}

async function ensureBundle(name) {
  const { entry, sources } = bundles[name];
  const stamp = `dist/.${name}.stamp`;
  const print = fingerprint(sources);
  if (existsSync(join(projectFolder, "dist", `${name}.js`)) && isFresh(stamp, print)) return;

  // Loaded only when needed, so that a start with nothing to do stays quick.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    absWorkingDir: projectFolder,
    entryPoints: { [name]: entry },
    outdir: "dist",
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "silent",
    write: false,
  });
  mkdirSync(join(projectFolder, "dist"), { recursive: true });
  for (const file of outputFiles) {
    // Renamed into place whole: another process may be starting from it.
    const unfinished = `${file.path}.${process.pid}`;
    writeFileSync(unfinished, file.contents);
    renameSync(unfinished, file.path);
  }
  markFresh(stamp, print);
}
