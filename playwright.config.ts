import { defineConfig } from "@playwright/test";
import { systemBrowser } from "./scripts/browser.js";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/house/build.ts",
  outputDir: "test-results/e2e",
  // Every test file starts a server, a worker and a database of its own.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.SEEDBED_E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.SEEDBED_E2E_REPORT }]]
    : [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: {
      // `npm test` names one that it found or installed; without any, Playwright looks for its own.
      executablePath: process.env.SEEDBED_CHROMIUM || systemBrowser(),
      // Chromium has no sandbox for root, and containers have little shared memory.
      chromiumSandbox: process.getuid?.() !== 0,
      args: ["--disable-dev-shm-usage"],
    },
    // Recording doubles what a small machine has to do: `--trace on` asks for it.
    trace: "off",
    screenshot: "only-on-failure",
  },
});
