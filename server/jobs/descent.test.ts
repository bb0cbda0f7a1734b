import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job, Revision } from "../../protocol/entities";
import { Guest, type Visit } from "../testing/guest";
import { paintPicture } from "../testing/pictures";
import { RunningServer } from "../testing/server";

let server: RunningServer;
let member: Guest;
let session: string;
let visit: Visit;
let other: Visit;
let pictureId: string;

const modelId = "fashion-32";
const settings = { learningRate: 0.01, rate: "constant", loss: "absolute", penalty: 0.005, wished: null };
/** Far longer than any test waits. */
const endless = { name: "descent", iterations: 20_000, seeds: 1, ...settings };

beforeAll(async () => {
  server = await RunningServer.start();
  member = new Guest(server.address);
  session = await member.startSession();
  visit = await member.visit(session);
  other = await new Guest(server.address).visit(session);
  await visit.untilModels();
  const uploaded = await member.upload(session, await paintPicture());
  ({ pictureId } = (await uploaded.json()) as { pictureId: string });
}, 180_000);
afterAll(async () => {
  visit.leave();
  other.leave();
  await server.stop();
});

async function embed(method: object, more: object = {}, by = visit): Promise<string> {
  const answer = await by.ask("embed", { pictureId, modelId, method, ...more } as never);
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value.jobId;
}

function untilIteration(of: Visit, jobId: string, iteration: number, attempt = 1) {
  return of.until(`iteration ${iteration} of attempt ${attempt}`, () =>
    of.progress.find((told) => {
      if (told.kind !== "descent" || told.jobId !== jobId || told.attempt !== attempt) return false;
      return told.iteration >= iteration;
    }),
  );
}

function newestIteration(jobId: string): number {
  const told = visit.progress.findLast((progress) => progress.jobId === jobId);
  return told?.kind === "descent" ? told.iteration : 0;
}

function killWorker(): void {
  const { stdout } = spawnSync("pgrep", ["-P", String(server.process.pid), "-f", "worker.js"], { encoding: "utf8" });
  process.kill(Number(stdout.trim()), "SIGKILL");
}

type Found = Extract<Revision, { kind: "embed" }>;

function found(job: Job): Promise<Found> {
  return visit.until("the revision", () => {
    const rows = visit.changes.flatMap((change) => (change.noun === "revision" ? [change.row] : []));
    return rows.find((row): row is Found => row.id === job.revisionId);
  });
}

async function step(name: "pauseJob" | "resumeJob" | "finishJob", jobId: string, by = visit): Promise<void> {
  expect(await by.ask(name, { jobId } as never)).toMatchObject({ ok: true });
}

describe("a descent", () => {
  test("is seen falling by everybody, and ended by anybody with the best seed so far", async () => {
    const jobId = await embed({ ...endless, number: 1 });
    await Promise.all([untilIteration(visit, jobId, 5), untilIteration(other, jobId, 5)]);
    const seen = other.progress.findLast((told) => told.jobId === jobId);
    if (seen?.kind !== "descent") throw new Error("no descent was told of");
    const errors = seen.trajectory.map(({ meanSquaredError }) => meanSquaredError);
    expect(errors.at(-1)).toBeLessThan(errors[0] ?? 0);
    await other.until("a reconstruction", () =>
      other.frames.find(({ header }) => header.jobId === jobId && header.phase === "descent"),
    );
    await step("finishJob", jobId, other);
    const revision = await found(await visit.untilJob(jobId, ["done"]));
    expect(revision).toMatchObject({ endedBy: "stopped", method: { name: "descent" } });
    expect(revision.evaluations).toBeGreaterThanOrEqual(100);
    expect(revision.trajectory.at(-1)?.meanSquaredError).toBeLessThan(errors[0] ?? 0);
  }, 240_000);

  test("is one computation where two people ask for the same", async () => {
    const method = { ...endless, number: 2 };
    const [mine, theirs] = await Promise.all([embed(method), embed(method, {}, other)]);
    expect(theirs).toBe(mine);
    await step("finishJob", mine);
    await visit.untilJob(mine, ["done"]);
  }, 240_000);

  test("does not keep anybody waiting for a new seed", async () => {
    const jobId = await embed({ ...endless, number: 3 });
    await untilIteration(visit, jobId, 1);
    const answer = await other.ask("newSeed", { modelId, number: 3 } as never);
    if (!answer.ok) throw new Error(answer.problem.message);
    await other.untilRevision("generate", answer.value.pictureId);
    expect(visit.changes.filter((change) => change.noun === "job" && change.row.id === jobId).at(-1)).toMatchObject({
      row: { state: "running" },
    });
    await step("finishJob", jobId);
    await visit.untilJob(jobId, ["done"]);
  }, 240_000);

  test("goes on from where it was after a pause, and after its worker was killed", async () => {
    const jobId = await embed({ ...endless, number: 4 });
    // The first state is noted a few seconds after the beginning.
    await untilIteration(visit, jobId, 150);
    await step("pauseJob", jobId);
    await visit.untilJob(jobId, ["paused"]);
    const late = await new Guest(server.address).visit(session);
    await late.until("how far it came", () => late.progress.find((told) => told.jobId === jobId));
    late.leave();
    await step("resumeJob", jobId);
    await untilIteration(visit, jobId, 20, 2);
    const resumed = visit.progress.find((told) => told.jobId === jobId && told.attempt === 2);
    expect(resumed).toMatchObject({ kind: "descent" });
    expect(resumed?.kind === "descent" && resumed.iteration).toBeGreaterThan(10);

    // As often as it takes to fail what does not come on.
    for (const attempt of [3, 4, 5]) {
      const reached = newestIteration(jobId);
      killWorker();
      await untilIteration(visit, jobId, reached + 100, attempt);
      const again = visit.progress.find((told) => told.jobId === jobId && told.attempt === attempt);
      expect(again?.kind === "descent" && again.iteration).toBeGreaterThan(10);
    }
    await step("finishJob", jobId);
    await found(await visit.untilJob(jobId, ["done"]));
  }, 240_000);

  test("that is paused can be ended with the best so far, too", async () => {
    const jobId = await embed({ ...endless, number: 5 });
    await untilIteration(visit, jobId, 5);
    await step("pauseJob", jobId);
    await visit.untilJob(jobId, ["paused"]);
    await step("finishJob", jobId);
    expect(await found(await visit.untilJob(jobId, ["done"]))).toMatchObject({ endedBy: "stopped" });
  }, 240_000);

  test("from several seeds at once gives every one of them, the best first", async () => {
    const jobId = await embed({ name: "descent", iterations: 3, seeds: 3, number: 7, ...settings });
    const best = await found(await visit.untilJob(jobId, ["done"]));
    expect(best.jobId).toBe(jobId);
    const siblings = visit.changes.filter(
      (change) => change.noun === "revision" && change.row.kind === "embed" && change.row.jobId === null,
    );
    expect(siblings).toHaveLength(2);
    await visit.until("every generation", () => {
      const made = visit.changes.filter((change) => change.noun === "revision" && change.row.kind === "generate");
      const seeds = new Set(
        made.map((change) => (change.noun === "revision" && "seedId" in change.row ? change.row.seedId : "")),
      );
      return (
        siblings.every(
          (change) => change.noun === "revision" && "seedId" in change.row && seeds.has(change.row.seedId),
        ) || undefined
      );
    });
  }, 240_000);
});

describe("a refinement", () => {
  test("begins with a seed that was found before, and makes its error smaller", async () => {
    const first = await found(await visit.untilJob(await embed({ name: "inversion", corrections: 1 }), ["done"]));
    const generated = await visit.until("its reconstruction", () => {
      for (const change of visit.changes)
        if (change.noun === "revision" && change.row.kind === "generate" && change.row.seedId === first.seedId)
          return change.row;
    });
    const method = { name: "refine", iterations: 20, ...settings };
    const refined = await found(await visit.untilJob(await embed(method, { startSeedId: first.seedId }), ["done"]));
    expect(refined.trajectory.at(-1)?.meanSquaredError).toBeLessThan(generated.metrics?.meanSquaredError ?? 0);
  }, 240_000);

  test("is refused without a seed, or with one of another session", async () => {
    const stranger = new Guest(server.address);
    const elsewhere = await stranger.visit(await stranger.startSession());
    const drawn = await elsewhere.ask("newSeed", { modelId, number: 9 } as never);
    if (!drawn.ok) throw new Error(drawn.problem.message);
    const theirs = (await elsewhere.untilRevision("generate", drawn.value.pictureId)).seedId;
    elsewhere.leave();
    const method = { name: "refine", iterations: 20, ...settings };
    for (const startSeedId of [undefined, theirs])
      expect(await visit.ask("embed", { pictureId, modelId, method, startSeedId } as never)).toMatchObject({
        ok: false,
        problem: { code: "start_seed_missing" },
      });
  });
});

test("what is no descent cannot be paused, and an embedder that is not here cannot be used", async () => {
  const jobId = await embed({ name: "inversion", corrections: 20 }, { steps: 50 });
  for (const name of ["pauseJob", "finishJob"] as const)
    expect(await visit.ask(name, { jobId } as never)).toMatchObject({
      ok: false,
      problem: { code: "job_not_pausable" },
    });
  await visit.ask("cancelJob", { jobId } as never);
  const method = { name: "embedder", embedderId: "nobody" };
  expect(await visit.ask("embed", { pictureId, modelId, method } as never)).toMatchObject({
    ok: false,
    problem: { code: "embedder_not_available" },
  });
});
