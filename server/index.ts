import { join } from "node:path";
import next from "next";
import pino from "pino";
import { Server } from "socket.io";
import type { ClientToServer, ServerToClient } from "../protocol/events";
import { openDatabase } from "./database";
import { type House, openHouse } from "./house";
import { createHttpServer, isSameOrigin } from "./http";
import { jobPerformance } from "./jobs/performance";
import { noteState } from "./jobs/steering";
import { listModels, rememberModels } from "./models/models";
import { serveQueue } from "./queue/perform";
import { openQueue } from "./queue/queue";
import { Audience, type SocketData } from "./realtime/audience";
import { serveClients } from "./realtime/connections";
import { FrameRelay } from "./realtime/frames";
import { readSettings } from "./settings";
import { openBlobStore } from "./storage/blobs";
import { noteTraining, trainingsOver } from "./trainings/lifecycle";
import { trainingPerformance } from "./trainings/performance";
import { WorkerPool } from "./workers/pool";
import { superviseWorkers } from "./workers/supervise";

async function start(): Promise<void> {
  const settings = await readSettings(process.env);
  const log = pino({ level: settings.logLevel, base: null }, pino.destination(2));

  let handlePage: ReturnType<ReturnType<typeof next>["getRequestHandler"]> | undefined;
  const http = createHttpServer(() => async (request, response) => {
    if (handlePage) await handlePage(request, response);
    else response.writeHead(503, { "retry-after": "1" }).end("Seedbed is starting.");
  });
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(http, {
    transports: ["websocket"],
    serveClient: false,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request)),
  });
  const pages = next({ dev: settings.development, dir: projectFolder(), httpServer: http });

  const [database, blobs] = await Promise.all([
    openDatabase({ dataFolder: settings.dataFolder, databaseUrl: settings.databaseUrl, log }),
    openBlobStore(join(settings.dataFolder, "blobs")),
    pages.prepare(),
  ]);
  handlePage = pages.getRequestHandler();

  const clients = io.of("/");
  const audience = new Audience(clients);
  const frames = new FrameRelay(audience);
  const queue = openQueue(database.connectionString, log);
  const workers = new WorkerPool(
    io.of("/worker"),
    settings.workerToken,
    {
      arrived: (hello) => rememberModels(house, hello.models),
      over: (kept) => trainingsOver(house, kept),
      joined: () => {
        for (const one of serving) one.sweep();
      },
      changed: () => {
        for (const lane of ["short", "long", "training"] as const) queue.setConcurrency(lane, workers.size(lane));
        listModels(house).then(
          (models) => audience.tellWorkers(workers.status(), models),
          (error: Error) => log.warn({ error: error.message }, "the models could not be listed"),
        );
      },
      frame: (header, picture) => frames.pass(header, picture),
      progress: (progress) => frames.passProgress(progress),
      note: ({ jobId, attempt }, note) =>
        note.kind === "state"
          ? noteState(house, jobId, attempt, note.state)
          : noteTraining(house, jobId, attempt, note),
    },
    log,
  );
  let stopping = false;
  const isStopping = () => stopping;
  const house: House = { settings, log, database, blobs, audience, frames, queue, workers, isStopping };
  openHouse(house);
  serveClients(house, clients);
  const serving = [serveQueue(house, jobPerformance(house)), serveQueue(house, trainingPerformance(house))];

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(settings.port, settings.host, resolve);
  });
  const { port } = http.address() as { port: number };
  const address = `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}`;
  const local = superviseWorkers({
    workers: settings.localWorkers,
    trainers: settings.localTrainers,
    trainingsFolder: join(settings.dataFolder, "trainings"),
    datasetsFolder: settings.datasetsFolder,
    server: `http://127.0.0.1:${port}`,
    token: settings.workerToken,
    log,
  });
  console.log(`Seedbed is ready at ${address}`);

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const one of serving) one.stop();
    await local.stop();
    await queue.close();
    await io.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
}

/** This file runs as dist/server.js; the pages lie beside dist/. */
function projectFolder(): string {
  return join(import.meta.dirname, "..");
}

start().catch((error: Error & { code?: string }) => {
  const said =
    error.code === "EADDRINUSE" ? "The port is taken. Set PORT to another one, or stop what uses it." : error.message;
  console.error(`Seedbed could not start: ${said}`);
  process.exit(1);
});
