import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { RunningServer } from "../../server/testing/server";
import { watchFilling } from "./filling";
import { Studio } from "./studio";

/** Opens a browser of its own for one more person; it is closed when the test ends. */
export type Arrive = (options?: BrowserContextOptions & { at?: RunningServer }) => Promise<Page>;

interface TestHouse {
  arrive: Arrive;
  /** A new session, open in the browser of the person who started it. */
  studio: Studio;
}

interface WholeHouse {
  /** How many processes train models; chosen by a file of tests. */
  trainers: number;
  /** The real server with a real worker and Postgres, shared by tests that do it no harm. */
  server: RunningServer;
}

export const test = base.extend<TestHouse, WholeHouse>({
  trainers: [0, { option: true, scope: "worker" }],
  server: [
    async ({ trainers }, use) => {
      const server = await RunningServer.start({ trainers });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  arrive: async ({ browser, server }, use) => {
    const opened: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    const failures: string[] = [];
    await use(async ({ at = server, ...options } = {}) => {
      const context = await browser.newContext({ baseURL: at.address, acceptDownloads: true, ...options });
      opened.push(context);
      await context.addInitScript(watchFilling);
      const page = await context.newPage();
      page.on("pageerror", (error) => failures.push(error.stack ?? error.message));
      page.on("console", (message) => {
        if (message.text().includes("Content Security Policy")) failures.push(message.text());
      });
      return page;
    });
    for (const context of opened) await context.close();
    expect(failures, "no page may throw, nor break its own security policy").toEqual([]);
  },

  studio: async ({ arrive }, use) => {
    await use(await Studio.begin(await arrive()));
  },
});

export { expect };
