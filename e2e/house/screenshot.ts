// Takes the picture of the README, or of FILE: a session of two people, pictures, their seeds and steps.
//     npm run screenshot [-- FILE PICTURE …]      the last picture is on the stage
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../../scripts/browser.js";
import { RunningServer } from "../../server/testing/server";
import build from "./build";
import { Studio } from "./studio";

const samples = ["fashion-boot", "flowers-magenta", "flowers-dark-rose", "flowers-golden-petals"];
const [file = "docs/screenshot.png", ...named] = process.argv.slice(2);
const pictures = named.length > 0 ? named : samples.map((name) => `public/samples/${name}.png`);

await build();
const server = await RunningServer.start();
const executablePath = await findBrowser(console.error);
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
try {
  const view = { baseURL: server.address, viewport: { width: 1360, height: 860 }, colorScheme: "dark" } as const;
  const studio = await Studio.begin(await (await browser.newContext({ ...view, deviceScaleFactor: 2 })).newPage());
  await Studio.join(await (await browser.newContext(view)).newPage(), studio.address);
  await studio.page.getByRole("button", { name: /rename the session/ }).click();
  await studio.page.getByLabel("Session name").fill("Roadside flowers");
  await studio.page.getByLabel("Session name").press("Enter");
  await studio.growNumber(7);
  await studio.isGrown();
  for (const path of pictures) {
    const name = basename(path);
    await studio.upload({ name, mimeType: "image/png", buffer: await readFile(path) });
    await studio.picture(name).waitFor();
    await studio.isGrown();
  }
  await studio.error();
  await studio.page.screenshot({ path: file, animations: "disabled" });
} finally {
  await browser.close();
  await server.stop();
}
