import { RunningServer } from "../server/testing/server";
import { picture } from "./house/pictures";
import { workerOf } from "./house/processes";
import { Studio } from "./house/studio";
import { type Arrive, expect, test } from "./house/test";

/** A server that the test may do harm to. */
async function withServer(use: (server: RunningServer) => Promise<RunningServer>): Promise<void> {
  let server = await RunningServer.start();
  try {
    server = await use(server);
  } finally {
    await server.stop();
  }
}

async function beginLongJob(arrive: Arrive, server: RunningServer): Promise<Studio> {
  const studio = await Studio.begin(await arrive({ at: server }));
  await studio.chooseModel("fashion-32");
  await studio.chooseMethod("Step by step backwards");
  await studio.set("Steps", 100);
  await studio.set("Corrections a step", 5);
  await studio.upload(await picture("survivor.png"));
  await studio.hasReached("Back 5 of 100");
  await expect(studio.tile("Seed")).toBeDisabled();
  return studio;
}

test("a worker killed in the middle of a job: the job completes", async ({ arrive }) => {
  await withServer(async (server) => {
    const studio = await beginLongJob(arrive, server);
    process.kill(workerOf(server.process.pid ?? 0), "SIGKILL");

    await studio.isGrown();
    expect(await studio.error()).toMatch(/^MSE /);
    await expect(studio.inspector.getByText(/^Grown · T 100/)).toBeVisible();
    return server;
  });
});

test("a server killed in the middle of a job and started again: nothing is lost", async ({ arrive }) => {
  await withServer(async (server) => {
    const studio = await beginLongJob(arrive, server);
    await studio.page.getByRole("button", { name: /rename the session/ }).click();
    await studio.page.getByLabel("Session name").fill("Before the cut");
    await studio.page.getByLabel("Session name").press("Enter");
    await expect(studio.page.getByRole("button", { name: /^Before the cut/ })).toBeVisible();

    await server.kill();
    await expect(studio.reconnecting).toBeVisible();
    const again = await RunningServer.start({ folder: server.folder, port: server.port });

    await expect(studio.reconnecting).toBeHidden({ timeout: 20_000 });
    await studio.isGrown();
    const numbers = await studio.error();
    await expect(studio.page.getByRole("button", { name: /^Before the cut/ })).toBeVisible();
    await expect(studio.picture("survivor.png")).toBeVisible();

    const newcomer = await Studio.join(await arrive({ at: again }), studio.address);
    expect(await newcomer.error()).toBe(numbers);
    return again;
  });
});
