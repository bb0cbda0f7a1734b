// Runs every test there is, or with names (`npm test -- lint unit`) only those, and ends with one line of counts.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./browser.js";
import { ensureBundles } from "./bundle.js";
import { projectFolder } from "./freshness.js";
import { ensurePages } from "./pages.js";

const reports = join(projectFolder, "test-results");
const failed = { passed: 0, failed: 1, skipped: 0 };
const passed = { passed: 1, failed: 0, skipped: 0 };

const suites = {
  types: () => countOne(["node_modules/typescript/bin/tsc", "--noEmit"]),
  lint: () => countOne(["node_modules/@biomejs/biome/bin/biome", "check", "."]),
  unit: runVitest,
  e2e: runPlaywright,
};

async function countOne(parameters) {
  return (await runNode(parameters)) === 0 ? passed : failed;
}

async function runVitest() {
  // Before them, because it brings the graphics processor in software that one of them computes on.
  await findBrowser(announce);
  const report = join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runNode(["node_modules/vitest/vitest.mjs", "run", ...reporters]);
  return readCounts(report, code, (found) => ({
    passed: found.numPassedTests,
    // A file that cannot even be loaded has no tests to count, and is a failure all the same.
    failed: found.numFailedTests + found.testResults.filter(isBroken).length,
    skipped: found.numPendingTests + found.numTodoTests,
  }));
}

const isBroken = (file) => file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed");

async function runPlaywright() {
  const browser = await findBrowser(announce);
  if (!browser) {
    console.error(
      "There is no Chromium to test with, and none could be installed. Install one (Debian: apt-get install chromium;\n" +
        "anywhere: npx playwright install --with-deps chromium), or name one in SEEDBED_CHROMIUM, and run this again.",
    );
    return failed;
  }
  const report = join(reports, "playwright.json");
  const environment = { SEEDBED_CHROMIUM: browser, SEEDBED_E2E_REPORT: report };
  const code = await runNode(["node_modules/@playwright/test/cli.js", "test"], environment);
  return readCounts(report, code, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }));
}

/** What a runner counted; one more failure where it ended badly without counting any, or wrote no report. */
function readCounts(report, code, read) {
  try {
    const counts = read(JSON.parse(readFileSync(report, "utf8")));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return failed;
  }
}

function runNode(parameters, environment = {}) {
  const child = spawn(process.execPath, parameters, {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function announce(text) {
  console.log(`\n── ${text}`);
}

async function build() {
  announce("build");
  try {
    await ensureBundles();
    await ensurePages(console.log);
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite called ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total = (await build()) ? { passed: 0, failed: 0, skipped: 0 } : { ...failed };
for (const [name, run] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  announce(name);
  const counts = await run();
  for (const outcome of Object.keys(total)) total[outcome] += counts[outcome];
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
