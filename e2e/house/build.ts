import { ensureBundles } from "../../scripts/bundle.js";
import { ensurePages } from "../../scripts/pages.js";

/** The tests meet what the sources say now, however they were started. */
export default async function build(): Promise<void> {
  await ensureBundles();
  await ensurePages(console.log);
}
