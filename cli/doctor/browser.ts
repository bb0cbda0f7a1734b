import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { exists } from "../files";
import type { Finding } from "./finding";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser that the end-to-end tests drive; nobody who only uses Seedbed needs it. */
export async function examineBrowser(): Promise<Finding> {
  const name = "Chromium";
  const found = (await systemBrowser()) ?? (await playwrightBrowser());
  if (found) return { name, state: "ok", detail: `${found}, for the tests` };
  return {
    name,
    state: "optional",
    detail: "none was found",
    advice: "Only the end-to-end tests need it: npx playwright install chromium.",
  };
}

async function systemBrowser(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      const runs = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return path;
    }
  return undefined;
}

async function playwrightBrowser(): Promise<string | undefined> {
  try {
    const { chromium } = await import("@playwright/test");
    const path = chromium.executablePath();
    return (await exists(path)) ? path : undefined;
  } catch {
    // Playwright is a development dependency: it may be left out.
    return undefined;
  }
}
