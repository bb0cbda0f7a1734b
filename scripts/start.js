import { ensureBundles } from "./bundle.js";
import { ensurePages } from "./pages.js";

const development = process.argv.includes("--dev");
// Set before anything is loaded: React and Next choose their builds by it.
process.env.NODE_ENV = development ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
if (development) process.env.SEEDBED_DEV = "1";

try {
  await ensureBundles(["server", "worker"]);
  if (!development) await ensurePages(console.log);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.setSourceMapsEnabled(true);
await import("../dist/server.js");
