import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerToWorker, WorkerToServer } from "../../protocol/events";
import { protocolVersion } from "../../protocol/version";
import { Guest, type Visit } from "../testing/guest";
import { RunningServer, workerToken } from "../testing/server";

let server: RunningServer;
let visit: Visit;

beforeAll(async () => {
  server = await RunningServer.start();
  const guest = new Guest(server.address);
  visit = await guest.visit(await guest.startSession());
  await visit.untilModels();
}, 180_000);
afterAll(async () => {
  visit.leave();
  await server.stop();
});

/** A worker that brings a model of its own, and computes nothing. */
async function bringGhost(): Promise<Socket<ServerToWorker, WorkerToServer>> {
  const model = { id: "ghost", kind: "denoiser", generatorId: null, meanSquaredError: null, network: null };
  const hello = { protocol: protocolVersion, token: workerToken, name: "ghost", engine: "e", device: "d" };
  const socket: Socket<ServerToWorker, WorkerToServer> = io(`${server.address}/worker`, {
    transports: ["websocket"],
    forceNew: true,
    auth: {
      ...hello,
      trains: false,
      keeps: [],
      models: [{ ...model, fingerprint: "f", channels: 1, size: 8, title: "Ghost", summary: "" }],
    },
  });
  await visit.until("the ghost", () => visit.welcome.models.find(({ id, available }) => id === "ghost" && available));
  return socket;
}

test("work for a model that left keeps nobody waiting, and is done when it is back", async () => {
  const ghost = await bringGhost();
  ghost.disconnect();
  await visit.until("its leave", () => visit.welcome.models.find(({ id, available }) => id === "ghost" && !available));
  const waiting = await visit.ask("newSeed", { modelId: "ghost", number: 1 } as never);
  if (!waiting.ok) throw new Error(waiting.problem.message);
  const other = await visit.ask("newSeed", { modelId: "fashion-32", number: 1 } as never);
  if (!other.ok) throw new Error(other.problem.message);
  await visit.untilJob(other.value.jobId, ["done"]);

  const back = await bringGhost();
  const given = await new Promise((resolve) => back.once("run", ({ jobId }) => resolve(jobId)));
  expect(given).toBe(waiting.value.jobId);
  back.disconnect();
}, 180_000);
