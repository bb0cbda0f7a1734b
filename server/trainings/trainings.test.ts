import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../../gpu-worker/data/testing/files";
import type { Training } from "../../protocol/training";
import type { JobState } from "../../protocol/undertaking";
import { Guest, type Visit } from "../testing/guest";
import { paintPicture } from "../testing/pictures";
import { RunningServer } from "../testing/server";

let server: RunningServer;
let member: Guest;
let session: string;
let visit: Visit;
let datasetId: string;
let stranger: Guest;

const lesson = {
  kind: "denoiser",
  size: 8,
  widths: [4, 8],
  blockDepth: 1,
  schedule: "continuous-cosine",
  startId: null,
};
const settings = { epochs: 1, steps: 60, batch: 4, learningRate: 0.01, flip: false };
const endless = { ...settings, steps: 1_000_000 };

beforeAll(async () => {
  server = await RunningServer.start({ trainers: 1 });
  member = new Guest(server.address);
  session = await member.startSession();
  visit = await member.visit(session);
  await visit.untilModels();
  const uploaded = await member.uploadZip(session, await zipOfPictures());
  expect(uploaded.status).toBe(201);
  ({ datasetId } = (await uploaded.json()) as { datasetId: string });
  stranger = new Guest(server.address);
  await stranger.startSession();
}, 180_000);
afterAll(async () => {
  visit.leave();
  await server.stop();
});

async function zipOfPictures(): Promise<Buffer> {
  const files: Record<string, Buffer> = { "broken.png": Buffer.from("no picture") };
  for (let index = 0; index < 30; index++) files[`${index}.png`] = await paintPicture(index * 12, 16, 16);
  return zipOf(files);
}

async function start(title: string, more: object = {}): Promise<string> {
  const data = { from: "upload", datasetId };
  const answer = await visit.ask("startTraining", { title, data, lesson, settings, ...more } as never);
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.trainingId;
}

function latest(of: Visit, id: string): Training | undefined {
  const rows = of.changes.flatMap((change) => (change.noun === "training" && change.row.id === id ? [change.row] : []));
  return rows.at(-1);
}

function untilTraining(of: Visit, id: string, state: JobState): Promise<Training> {
  return of.until(`training ${id} to be ${state}`, () => {
    const row = latest(of, id);
    if (row?.state === "failed" && state !== "failed") throw new Error(JSON.stringify(row.error));
    return row?.state === state ? row : undefined;
  });
}

function untilPoints(of: Visit, id: string, count: number): Promise<Training> {
  return of.until(`${count} points of the curve`, () => {
    const row = latest(of, id);
    return row && row.curve.length >= count ? row : undefined;
  });
}

/** The process that trains, of the server's children. */
function trainerPid(): number {
  const { stdout } = spawnSync("pgrep", ["-P", String(server.process.pid), "-f", "worker.js"], { encoding: "utf8" });
  const trains = (pid: string) => readFileSync(`/proc/${pid}/environ`, "utf8").includes("SEEDBED_TRAINS=1");
  return Number(stdout.trim().split("\n").find(trains));
}

describe("a training", () => {
  test("is seen by everybody in the session, and its model can be used there, and nowhere else", async () => {
    const other = await new Guest(server.address).visit(session);
    const id = await start("Painted leaves");
    const [row] = await Promise.all([untilTraining(visit, id, "done"), untilTraining(other, id, "done")]);
    expect(row.facts).toMatchObject({ skipped: 1, channels: 3, size: 8, steps: 60 });
    expect(row.facts?.skippedNames[0]).toContain("broken.png");
    expect(row.curve.map(({ step }) => step)).toEqual([20, 40, 60]);

    const samples = await member.fetch(
      `/api/sessions/${session}/trainings/${id}/samples?version=${row.samplesVersion}`,
    );
    expect((await sharp(Buffer.from(await samples.arrayBuffer())).metadata()).format).toBe("webp");
    const card = await member.fetch(`/api/sessions/${session}/trainings/${id}/model.json`);
    expect(await card.json()).toMatchObject({
      name: row.modelId,
      title: "Painted leaves",
      data: { name: "Leaves.zip" },
    });

    const answer = await visit.ask("newSeed", { modelId: row.modelId, number: 1 } as never);
    if (!answer.ok) throw new Error(answer.problem.message);
    expect((await visit.untilRevision("generate", answer.value.pictureId)).modelId).toBe(row.modelId);

    const fresh = await new Guest(server.address).visit(session);
    const { size, startId, kind, ...network } = lesson;
    expect(fresh.snapshot.models).toMatchObject([{ id: row.modelId, kind, network }]);
    expect(fresh.snapshot.trainings).toMatchObject([{ id, state: "done" }]);
    const elsewhere = await stranger.visit(await stranger.startSession());
    expect(elsewhere.snapshot.models).toEqual([]);
    const refused = await elsewhere.ask("newSeed", { modelId: row.modelId } as never);
    expect(refused).toMatchObject({ ok: false, problem: { code: "model_not_available" } });
    for (const one of [other, fresh, elsewhere]) one.leave();
  }, 240_000);

  test("can be paused, resumed and ended with the best model so far", async () => {
    const id = await start("Paused", { settings: endless });
    await untilPoints(visit, id, 1);
    expect(await visit.ask("pauseTraining", { trainingId: id } as never)).toMatchObject({ ok: true });
    const paused = await untilTraining(visit, id, "paused");
    expect(await visit.ask("resumeTraining", { trainingId: id } as never)).toMatchObject({ ok: true });
    await untilPoints(visit, id, paused.curve.length + 1);
    expect(await visit.ask("finishTraining", { trainingId: id } as never)).toMatchObject({ ok: true });
    const done = await untilTraining(visit, id, "done");
    const steps = done.curve.map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)].sort((one, next) => one - next));
    expect(await visit.ask("newSeed", { modelId: done.modelId } as never)).toMatchObject({ ok: true });
  }, 240_000);

  test("goes on from its checkpoint after its process was killed", async () => {
    const id = await start("Killed", { settings: endless });
    const before = await untilPoints(visit, id, 2);
    process.kill(trainerPid(), "SIGKILL");
    const after = await untilPoints(visit, id, before.curve.length + 1);
    expect(after.attempt).toBe(before.attempt + 1);
    await visit.ask("cancelTraining", { trainingId: id } as never);
    const cancelled = await untilTraining(visit, id, "cancelled");
    const points = cancelled.curve.map(({ step, trainingLoss }) => ({ step, trainingLoss }));
    const old = before.curve.map(({ step, trainingLoss }) => ({ step, trainingLoss }));
    expect(points.slice(0, old.length)).toEqual(old);
  }, 240_000);

  test("that is cancelled leaves nothing on the disk, also where its process was away", async () => {
    const id = await start("Cancelled", { settings: endless });
    const { modelId } = await untilPoints(visit, id, 1);
    const kept = (name: string) => join(server.folder, "trainings", name);
    expect(existsSync(join(kept(modelId), "model.json"))).toBe(true);
    await visit.ask("cancelTraining", { trainingId: id } as never);
    await expect.poll(() => existsSync(kept(modelId)), { timeout: 20_000 }).toBe(false);

    // As if that word had not come; what this server knows nothing of is not its own to remove.
    for (const name of [modelId, "of-another-server"]) await mkdir(kept(name));
    process.kill(trainerPid(), "SIGKILL");
    await expect.poll(() => existsSync(kept(modelId)), { timeout: 60_000 }).toBe(false);
    expect(existsSync(kept("of-another-server"))).toBe(true);
  }, 120_000);

  test("learns from the server's own folder of data sets, of which nothing else can be named", async () => {
    const folder = join(server.folder, "datasets", "meadow");
    await mkdir(folder, { recursive: true });
    for (let index = 0; index < 20; index++)
      await writeFile(join(folder, `${index}.png`), await paintPicture(index * 18, 16, 16));
    expect(await visit.ask("listServerData", {})).toEqual({ ok: true, value: { names: ["meadow"] } });
    const id = await start("Meadow", { data: { from: "server", name: "meadow" } });
    expect((await untilTraining(visit, id, "done")).dataName).toBe("meadow");
    for (const name of ["..", "../postgres", "elsewhere"]) {
      const data = { from: "server", name };
      const answer = await visit.ask("startTraining", { title: "x", data, lesson, settings } as never);
      expect(answer).toMatchObject({ ok: false, problem: { code: "data_not_available" } });
    }
  }, 240_000);

  test("that cannot be done says why, and nothing waits behind it", async () => {
    const id = await start("Too few", { settings: { ...settings, batch: 1024 }, lesson: { ...lesson, size: 9 } });
    const failed = await untilTraining(visit, id, "failed");
    expect(failed.error?.message).toContain("size must be divisible by 2");
    const next = await start("After it");
    await untilTraining(visit, next, "done");
  }, 240_000);

  test("that has learnt nothing yet cannot be ended with its best", async () => {
    const blocking = await start("Blocking", { settings: endless });
    const id = await start("Waiting");
    const answer = await visit.ask("finishTraining", { trainingId: id } as never);
    expect(answer).toMatchObject({ ok: false, problem: { code: "nothing_learnt_yet" } });
    for (const trainingId of [id, blocking]) await visit.ask("cancelTraining", { trainingId } as never);
    await untilTraining(visit, id, "cancelled");
  });
});

describe("pictures to learn from", () => {
  test("are refused where they are no zip, or came incomplete, and nothing is stored", async () => {
    const refused = await member.uploadZip(session, Buffer.from("just a text"));
    expect([refused.status, await refused.json()]).toMatchObject([415, { code: "data_not_zip" }]);
    const empty = await member.uploadZip(session, Buffer.alloc(0));
    expect([empty.status, await empty.json()]).toMatchObject([400, { code: "data_empty" }]);
    const fresh = await member.visit(session);
    expect(fresh.snapshot.datasets).toHaveLength(1);
    fresh.leave();
  });

  test("belong to their session: nobody else uploads there, or learns from them", async () => {
    expect((await stranger.uploadZip(session, await zipOfPictures())).status).toBe(403);
    const elsewhere = await stranger.visit(await stranger.startSession());
    const data = { from: "upload", datasetId };
    const answer = await elsewhere.ask("startTraining", { title: "Theirs", data, lesson, settings } as never);
    expect(answer).toMatchObject({ ok: false, problem: { code: "data_not_available" } });
    elsewhere.leave();
  });

  test("are removed by members alone, and not while a training needs them; then their bytes go, too", async () => {
    const zip = zipOf({ "one.png": await paintPicture(7, 16, 16) });
    const upload = async (by: Guest, to: string) =>
      ((await (await by.uploadZip(to, zip)).json()) as { datasetId: string }).datasetId;
    const id = await upload(member, session);
    const name = createHash("sha256").update(zip).digest("hex");
    const isKept = () => existsSync(join(server.folder, "blobs", name.slice(0, 2), name.slice(2, 4), name));
    const elsewhereToo = await stranger.startSession();
    const theirs = await upload(stranger, elsewhereToo);
    const elsewhere = await stranger.visit(elsewhereToo);
    const refused = await elsewhere.ask("removeDataset", { datasetId: id } as never);
    expect(refused).toMatchObject({ ok: false, problem: { code: "not_found" } });

    const training = await start("Needs them", { data: { from: "upload", datasetId: id } });
    const early = await visit.ask("removeDataset", { datasetId: id } as never);
    expect(early).toMatchObject({ ok: false, problem: { code: "data_in_use" } });
    await visit.ask("cancelTraining", { trainingId: training } as never);
    expect(await visit.ask("removeDataset", { datasetId: id } as never)).toMatchObject({ ok: true });
    const fresh = await new Guest(server.address).visit(session);
    expect(fresh.snapshot.datasets.map(({ id }) => id)).toEqual([datasetId]);
    expect(isKept()).toBe(true);
    expect(await elsewhere.ask("removeDataset", { datasetId: theirs } as never)).toMatchObject({ ok: true });
    await expect.poll(isKept).toBe(false);
    for (const one of [fresh, elsewhere]) one.leave();
  });

  test("and trainings are steered and seen by members alone", async () => {
    const id = await start("Ours", { settings: endless });
    const elsewhere = await stranger.visit(await stranger.startSession());
    for (const name of ["pauseTraining", "resumeTraining", "finishTraining", "cancelTraining"] as const) {
      const answer = await elsewhere.ask(name, { trainingId: id } as never);
      expect([name, answer]).toMatchObject([name, { ok: false, problem: { code: "not_found" } }]);
    }
    await untilPoints(visit, id, 1);
    for (const part of ["samples", "model.json", "weights.safetensors"]) {
      const response = await stranger.fetch(`/api/sessions/${session}/trainings/${id}/${part}`);
      expect([part, response.status]).toEqual([part, 403]);
    }
    await visit.ask("cancelTraining", { trainingId: id } as never);
    elsewhere.leave();
  });
});
