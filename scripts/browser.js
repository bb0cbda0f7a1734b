import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium to test with: SEEDBED_CHROMIUM, the system's, Playwright's own, or one installed now; else undefined. */
export async function findBrowser(tell) {
  const known = process.env.SEEDBED_CHROMIUM || systemBrowser() || (await playwrightBrowser());
  return known ?? installBrowser(tell);
}

/** The Chromium on this machine's path, if there is one. */
export function systemBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

async function playwrightBrowser() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

async function installBrowser(tell) {
  if (process.getuid?.() === 0 && run("apt-get", ["--version"], "ignore")) {
    tell("No Chromium here; installing Debian's.");
    const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    run("apt-get", ["update", "-qq"], "inherit", options);
    run("apt-get", ["install", "-y", "-qq", "chromium"], ["ignore", "ignore", "inherit"], options);
    const installed = systemBrowser();
    if (installed) return installed;
  }
  tell("No Chromium here; installing Playwright's.");
  run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], "inherit");
  return playwrightBrowser();
}

/** Runs a command to its end; true when it did well. */
function run(command, parameters, stdio, options = {}) {
  return spawnSync(command, parameters, { stdio, ...options }).status === 0;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
