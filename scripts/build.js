import { ensureBundles } from "./bundle.js";
import { ensurePages } from "./pages.js";

try {
  await ensureBundles();
  await ensurePages(console.log);
  console.log("Everything is built.");
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
