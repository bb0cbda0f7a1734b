import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { type Namespace, Server, type Socket } from "socket.io";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Outcome, ServerToWorker, WorkerToServer } from "../protocol/events";
import { JobId, ModelId } from "../protocol/ids";
import type { FrameHeader, Task } from "../protocol/jobs";
import { MemoryBlobs } from "./blobs/memory";
import { connect } from "./connection";
import { openEngine } from "./engines";
import { loadModel } from "./models/model";
import { Workbench } from "./workbench";

type WorkerSocket = Socket<WorkerToServer, ServerToWorker>;

const jobId = JobId.parse("a".repeat(32));
const modelId = ModelId.parse("fashion-32");

let workbench: Workbench;
beforeAll(async () => {
  const model = await loadModel(fileURLToPath(new URL("../models/fashion-32", import.meta.url)));
  workbench = new Workbench(await openEngine(), [model]);
  await workbench.lend((bench) => bench.open({ id: modelId, files: null }, new MemoryBlobs()));
});
afterAll(() => workbench.dispose());

describe("a connected worker", () => {
  let http: HttpServer;
  let sockets: Server;
  let workers: Namespace<WorkerToServer, ServerToWorker>;
  let connection: ReturnType<typeof connect>;
  let log: string[];

  beforeEach(async () => {
    http = createServer();
    sockets = new Server(http);
    workers = sockets.of("/worker");
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    log = [];
  });
  afterEach(async () => {
    await connection.close();
    await sockets.close();
  });

  function start(): void {
    connection = connect({
      server: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
      hello: {
        protocol: 2,
        token: "token",
        name: "test",
        engine: "onnxruntime",
        device: "cpu",
        trains: false,
        models: [],
      },
      trainings: { trainings: "trainings", datasets: "datasets" },
      workbench,
      blobs: new MemoryBlobs(),
      log: pino({ level: "info" }, { write: (line) => void log.push(line) }),
    });
  }

  async function nextWorker(): Promise<WorkerSocket> {
    const [socket] = await once(workers, "connection");
    return socket;
  }

  async function ended(socket: WorkerSocket): Promise<{ attempt: number; outcome: Outcome }> {
    return await new Promise((resolve) =>
      socket.once("finished", (ending, stored) => {
        stored();
        resolve(ending);
      }),
    );
  }

  function task(steps: number): Task {
    const model = { id: modelId, files: null };
    return { kind: "generate", model, steps, seed: { from: "number", number: 1 }, realism: 0, target: null };
  }

  it("introduces itself, streams each step as binary, and ends a job with its result", async () => {
    const arriving = nextWorker();
    start();
    const socket = await arriving;
    expect(socket.handshake.auth).toMatchObject({ name: "test", token: "token" });
    const frames: FrameHeader[] = [];
    socket.on("frame", (header, picture) => {
      expect(picture).toBeInstanceOf(Buffer);
      frames.push(header);
    });
    socket.emit("run", { jobId, attempt: 2, task: task(10) });
    const ending = await ended(socket);
    expect(ending).toMatchObject({ jobId, attempt: 2, outcome: { state: "done", result: { kind: "generate" } } });
    expect(frames.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(frames[0]).toMatchObject({ jobId, attempt: 2, phase: "generation", of: 10 });
  });

  it("stops a job that is cancelled and can do the next one", async () => {
    const arriving = nextWorker();
    start();
    const socket = await arriving;
    socket.emit("run", { jobId, attempt: 1, task: task(100) });
    await new Promise<void>((resolve) => socket.once("frame", () => resolve()));
    socket.emit("cancel", { jobId, attempt: 1 });
    expect((await ended(socket)).outcome).toEqual({ state: "cancelled" });
    socket.emit("run", { jobId, attempt: 2, task: task(2) });
    expect(await ended(socket)).toMatchObject({ attempt: 2, outcome: { state: "done" } });
  });

  it("comes back after the connection is lost, without the job it had", async () => {
    const arriving = nextWorker();
    start();
    const socket = await arriving;
    socket.emit("run", { jobId, attempt: 1, task: task(100) });
    await new Promise<void>((resolve) => socket.once("frame", () => resolve()));
    const returning = nextWorker();
    socket.conn.close();
    const again = await returning;
    const endings: number[] = [];
    again.on("finished", ({ attempt }) => endings.push(attempt));
    again.emit("run", { jobId, attempt: 2, task: task(2) });
    await ended(again);
    expect(endings).toEqual([2]);
  });

  it("comes back when the server said goodbye", async () => {
    const arriving = nextWorker();
    start();
    const socket = await arriving;
    const returning = nextWorker();
    socket.disconnect(true);
    expect((await returning).connected).toBe(true);
  });

  it("says in plain words why the server refused it", async () => {
    const refused = new Promise<void>((resolve) =>
      workers.use((_, next) => {
        const problem = { code: "worker_not_trusted", message: "The worker's token is not this server's." };
        next(Object.assign(new Error(problem.code), { data: problem }));
        resolve();
      }),
    );
    start();
    await refused;
    while (log.length === 0) await new Promise(setImmediate);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain("The server refused this worker. worker_not_trusted: The worker's token");
  });
});
