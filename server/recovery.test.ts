import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Guest, type Visit } from "./testing/guest";
import { paintPicture } from "./testing/pictures";
import { RunningServer } from "./testing/server";

let server: RunningServer;
let guest: Guest;
let session: string;

beforeAll(async () => {
  server = await RunningServer.start();
  guest = new Guest(server.address);
  session = await guest.startSession();
}, 180_000);
afterAll(() => server.stop());

/** A job long enough to be killed in the middle: 60 steps of 9 evaluations. */
const long = { model: "fashion-32", steps: "60", corrections: "8" };

async function runLongJob(hue: number): Promise<{ visit: Visit; pictureId: string; jobId: string }> {
  const visit = await guest.visit(session);
  await visit.untilModels();
  const response = await guest.upload(session, await paintPicture(hue), long);
  const added = (await response.json()) as { pictureId: string; jobId: string };
  await visit.until("its third frame", () => visit.frames.find(({ header }) => header.step === 3));
  return { visit, ...added };
}

describe("in the middle of a job, kill -9 of", () => {
  test("the worker: another is started, and the job completes", async () => {
    const { visit, pictureId, jobId } = await runLongJob(10);
    const { stdout } = spawnSync("pgrep", ["-P", String(server.process.pid), "-f", "worker.js"], { encoding: "utf8" });
    process.kill(Number(stdout.trim()), "SIGKILL");
    expect((await visit.untilJob(jobId, ["done"])).attempt).toBe(2);
    await visit.untilRevision("generate", pictureId);
    visit.leave();
  }, 180_000);

  test("Postgres: it is started again, and the job completes", async () => {
    const { visit, pictureId, jobId } = await runLongJob(20);
    const file = join(server.folder, "postgres", "cluster", "postmaster.pid");
    process.kill(Number((await readFile(file, "utf8")).split("\n", 1)[0]), "SIGKILL");
    await visit.untilJob(jobId, ["done"]);
    await visit.untilRevision("generate", pictureId);
    visit.leave();
  }, 180_000);

  test("the server: started again, it has everything and finishes the job", async () => {
    const { visit, pictureId, jobId } = await runLongJob(30);
    const known = visit.events.map(({ sequence }) => sequence);
    await server.kill();
    visit.leave();
    server = await RunningServer.start({ folder: server.folder, port: server.port });
    const back = await guest.visit(session, { after: 0 });
    const told = "events" in back.welcome ? back.welcome.events.map(({ sequence }) => sequence) : [];
    for (const sequence of known) expect(told).toContain(sequence);
    await back.untilJob(jobId, ["done"]);
    await back.untilRevision("generate", pictureId);
    const display = await guest.fetch(`/api/sessions/${session}/pictures/${pictureId}/display`);
    expect(display.status).toBe(200);
    back.leave();
  }, 180_000);
});

test("a job that kills its worker three times fails, and can be retried", async () => {
  const visit = await guest.visit(session);
  await visit.untilModels();
  const response = await guest.upload(session, await paintPicture(40), long);
  const { jobId } = (await response.json()) as { jobId: string };
  for (let attempt = 1; attempt <= 3; attempt++) {
    await visit.until(`frames of attempt ${attempt}`, () =>
      visit.frames.find(({ header }) => header.jobId === jobId && header.attempt === attempt),
    );
    const { stdout } = spawnSync("pgrep", ["-P", String(server.process.pid), "-f", "worker.js"], { encoding: "utf8" });
    process.kill(Number(stdout.trim()), "SIGKILL");
  }
  expect((await visit.untilJob(jobId, ["failed"])).error?.code).toBe("worker_lost");
  expect((await visit.ask("retryJob", { jobId } as never)).ok).toBe(true);
  await visit.untilJob(jobId, ["done"]);
  visit.leave();
}, 240_000);
