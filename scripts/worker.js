import { ensureBundles } from "./bundle.js";

process.env.NODE_ENV = "production";
try {
  await ensureBundles(["worker"]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.setSourceMapsEnabled(true);
await import("../dist/worker.js");
