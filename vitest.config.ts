import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["{app,bench,cli,components,gpu-worker,imaging,paper,prisma,protocol,scripts,server}/**/*.test.{ts,tsx}"],
    // Many tests run a real Postgres or a real engine; two at a time is what a small machine bears.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
