import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../gpu-worker/data/testing/zip";
import { protocolVersion } from "../protocol/version";
import { Guest, type Visit } from "./testing/guest";
import { paintPicture } from "./testing/pictures";
import { RunningServer, workerToken } from "./testing/server";

let server: RunningServer;
let member: Guest;
let session: string;
let visit: Visit;
let stranger: Guest;
/** Ids of things in the member's session. */
let picture: string;
let seed: string;
let embed: string;
let generation: string;
let job: string;
let training: string;

beforeAll(async () => {
  server = await RunningServer.start();
  member = new Guest(server.address);
  session = await member.startSession();
  visit = await member.visit(session);
  await visit.untilModels();
  const uploaded = await member.upload(session, await paintPicture(), { model: "fashion-32" });
  ({ pictureId: picture, jobId: job } = (await uploaded.json()) as { pictureId: string; jobId: string });
  const made = await visit.untilRevision("generate", picture);
  generation = made.id;
  seed = made.seedId;
  embed = made.parentId ?? "";
  training = await startTraining();
  stranger = new Guest(server.address);
  await stranger.startSession();
}, 180_000);
afterAll(async () => {
  visit.leave();
  await server.stop();
});

/** It waits for ever: this server has no trainer. */
async function startTraining(): Promise<string> {
  const response = await member.uploadZip(session, zipOf({ "leaf.png": await paintPicture() }));
  const { datasetId } = (await response.json()) as { datasetId: string };
  const answer = await visit.ask("startTraining", {
    title: "Leaves",
    data: { from: "upload", datasetId },
    lesson: { kind: "embedder", generatorId: "fashion-32", network: "conv1", pairSteps: 0 },
    settings: { epochs: 1, steps: 1, batch: 1, learningRate: 0.1, flip: false },
  } as never);
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.trainingId;
}

const addresses = () => [
  `pictures/${picture}/display`,
  `seeds/${seed}/preview`,
  `seeds/${seed}/tensor`,
  `revisions/${embed}/target`,
  `revisions/${generation}/image`,
  `revisions/${generation}/trajectory`,
  `revisions/${generation}/animation`,
  `trainings/${training}/samples`,
  `trainings/${training}/model.json`,
  `trainings/${training}/weights.safetensors`,
];

describe("routes", () => {
  test("refuse a person who is not a member, whatever they ask for", async () => {
    for (const address of addresses()) {
      const response = await stranger.fetch(`/api/sessions/${session}/${address}`);
      expect([address, response.status, ((await response.json()) as { code: string }).code]).toEqual([
        address,
        403,
        "not_a_member",
      ]);
    }
    const upload = await stranger.upload(session, await paintPicture());
    expect(upload.status).toBe(403);
  });

  test("refuse a browser without a guest", async () => {
    for (const address of addresses())
      expect((await new Guest(server.address).fetch(`/api/sessions/${session}/${address}`)).status).toBe(401);
  });

  test("do not let a member of one session reach another's things through it", async () => {
    const other = await member.startSession();
    for (const address of addresses())
      expect([address, (await member.fetch(`/api/sessions/${other}/${address}`)).status]).toEqual([address, 404]);
  });

  test("refuse requests that come from another site", async () => {
    const headers = { origin: "http://elsewhere.example" };
    const response = await member.fetch("/api/sessions", { method: "POST", headers });
    expect(response.status).toBe(403);
    const upload = await member.fetch(`/api/sessions/${session}/pictures`, { method: "POST", headers, body: "x" });
    expect(upload.status).toBe(403);
  });

  test("give a worker's blobs only to whoever has the token", async () => {
    const name = "0".repeat(64);
    for (const method of ["GET", "PUT"])
      for (const headers of [{}, { authorization: "Bearer wrong" }]) {
        const response = await member.fetch(`/api/worker/blobs/${name}`, {
          method,
          headers: headers as Record<string, string>,
        });
        expect([method, response.status]).toEqual([method, 401]);
      }
    const lying = await fetch(`${server.address}/api/worker/blobs/${name}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${workerToken}` },
      body: "not these bytes",
    });
    expect(lying.status).toBe(400);
  });

  test("never hand out the original with its metadata", async () => {
    const response = await member.fetch(`/api/sessions/${session}/pictures/${picture}/original`);
    expect(response.status).toBe(404);
  });
});

describe("sockets", () => {
  test("refuse a page of another protocol version, an unknown session, and a visitor without a guest", async () => {
    await expect(member.visit(session, { protocol: protocolVersion + 1 })).rejects.toMatchObject({
      code: "protocol_mismatch",
    });
    await expect(member.visit("A".repeat(22))).rejects.toMatchObject({ code: "session_not_found" });
    const nobody = new Guest(server.address);
    nobody.cookie = "nothing=here";
    await expect(nobody.visit(session)).rejects.toMatchObject({ code: "not_signed_in" });
  });

  test("refuse every request about another session's things", async () => {
    const elsewhere = await stranger.startSession();
    const strange = await stranger.visit(elsewhere);
    const asked = await Promise.all([
      strange.ask("embed", { pictureId: picture, modelId: "fashion-32" } as never),
      strange.ask("generate", { seedId: seed } as never),
      strange.ask("removePicture", { pictureId: picture } as never),
      strange.ask("cancelJob", { jobId: job } as never),
      strange.ask("retryJob", { jobId: job } as never),
      strange.ask("pauseJob", { jobId: job } as never),
      strange.ask("resumeJob", { jobId: job } as never),
      strange.ask("finishJob", { jobId: job } as never),
    ]);
    for (const answer of asked) expect(answer).toMatchObject({ ok: false, problem: { code: "not_found" } });
    strange.leave();
  });

  test("answer nonsense with a problem, never with silence", async () => {
    for (const name of [
      "embed",
      "generate",
      "newSeed",
      "removePicture",
      "cancelJob",
      "retryJob",
      "catchUp",
      "renameSession",
      "pauseJob",
      "resumeJob",
      "finishJob",
      "removeDataset",
      "startTraining",
      "pauseTraining",
      "resumeTraining",
      "finishTraining",
      "cancelTraining",
    ] as const)
      for (const input of [undefined, null, 7, {}, { pictureId: "x", jobId: 3 }])
        expect(await visit.ask(name, input as never)).toMatchObject({ ok: false, problem: { code: "bad_request" } });
  });

  test("let no worker in without the token, nor one of another protocol", async () => {
    const hello = { protocol: protocolVersion, token: workerToken, name: "w", engine: "e", device: "d", models: [] };
    expect(await knock({ ...hello, token: "wrong" })).toBe("worker_not_trusted");
    expect(await knock({ ...hello, protocol: 0 })).toBe("protocol_mismatch");
    expect(await knock({})).toBe("bad_request");
  });
});

function knock(auth: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = io(`${server.address}/worker`, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      auth,
    });
    socket.once("connect", () => reject(new Error("let in")));
    socket.once("connect_error", (error) => {
      socket.close();
      resolve((error as Error & { data: { code: string } }).data.code);
    });
  });
}
