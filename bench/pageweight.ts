// How much JavaScript a browser fetches to show a page: as it came over the line, and as gzip and Brotli would make it.
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "../scripts/browser.js";
import { Guest } from "../server/testing/guest";
import { RunningServer } from "../server/testing/server";
import { report } from "./measure/report";

const server = await RunningServer.start({ workers: 0 });
let browser: Browser | undefined;
try {
  const executablePath = await findBrowser(console.error);
  browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  const session = await new Guest(server.address).startSession();
  report("pageweight", {
    unit: "bytes",
    firstPage: await weigh(browser, "/"),
    sessionPage: await weigh(browser, `/s/${session}`),
  });
} finally {
  await browser?.close();
  await server.stop();
}

async function weigh(browser: Browser, path: string) {
  const page = await browser.newPage();
  const scripts: Promise<{ sent: number; body: Buffer }>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    const reading = Promise.all([request.sizes(), request.response().then((response) => response?.body())]);
    scripts.push(reading.then(([sizes, body]) => ({ sent: sizes.responseBodySize, body: body ?? Buffer.alloc(0) })));
  });
  await page.goto(server.address + path, { waitUntil: "load" });
  const loaded = await Promise.all(scripts);
  await page.close();
  const sum = (size: (script: { sent: number; body: Buffer }) => number) =>
    loaded.reduce((total, script) => total + size(script), 0);
  return {
    scripts: loaded.length,
    sent: sum(({ sent }) => sent),
    gzip: sum(({ body }) => gzipSync(body).length),
    brotli: sum(({ body }) => brotliCompressSync(body).length),
    unpacked: sum(({ body }) => body.length),
  };
}
