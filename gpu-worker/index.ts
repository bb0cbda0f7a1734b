import { setPriority } from "node:os";
import { type Logger, pino } from "pino";
import { Problem } from "../protocol/errors";
import { protocolVersion } from "../protocol/version";
import { ServerBlobs } from "./blobs/http";
import { connect } from "./connection";
import { openEngine } from "./engines";
import { measuredError } from "./models/config";
import { findModels, loadModel, type Model } from "./models/model";
import { readSettings, type WorkerSettings } from "./settings";
import { networkToBeginWith } from "./training/recipe";
import { Workbench, whyUnusable } from "./workbench";

/** Milliseconds a step at hand has to end in before the process ends all the same. */
const farewell = 3000;

async function main(settings: WorkerSettings): Promise<void> {
  const log = pino({ level: settings.logLevel, base: { worker: settings.name } }, pino.destination(2));
  yieldToServer(settings, log);
  const models = await loadModels(log);
  if (models.length === 0)
    log.error("no model was found: this worker can do no job. SEEDBED_MODELS names their folder");
  const engine = await openEngine({ warn: (message) => log.warn(message) });
  log.info({ engine: engine.name, device: engine.device, models: models.map(({ id }) => id) }, "the worker is ready");
  const workbench = new Workbench(engine, models);
  const connection = connect({
    server: settings.server,
    hello: {
      protocol: protocolVersion,
      token: settings.token,
      name: settings.name,
      engine: engine.name,
      device: engine.device,
      trains: settings.trains,
      models: settings.trains ? [] : models.map((model) => described(model, models)),
    },
    trainings: settings.folders,
    workbench,
    blobs: new ServerBlobs(settings.server, settings.token),
    log,
  });

  let stopping = false;
  async function stop(reason: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, "the worker stops");
    setTimeout(() => process.exit(0), farewell).unref();
    await connection.close();
    await workbench.dispose();
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop("SIGTERM"));
  process.once("SIGINT", () => void stop("SIGINT"));
  // Started by a server, the worker does not outlive it.
  if (process.send) process.once("disconnect", () => void stop("the parent process has ended"));
}

/** What the server is told of a model. */
function described({ id, fingerprint, config, title, summary }: Model, models: readonly Model[]) {
  const { kind, channels, size, training } = config;
  const network = networkToBeginWith(config);
  const generator = kind === "embedder" && models.find(({ weightsHash }) => weightsHash === training?.generatorHash);
  const generatorId = generator ? generator.id : null;
  const meanSquaredError = measuredError(config);
  return { id, kind, generatorId, meanSquaredError, network, fingerprint, channels, size, title, summary };
}

/**
 * Computing fills every core, and on a small machine the server and the browser share them: frames arrive sooner when
 * those come first; a training comes after everything that somebody waits for. Before any thread is started, because on Linux only later threads inherit the priority.
 */
function yieldToServer({ trains }: WorkerSettings, log: Logger): void {
  try {
    setPriority(trains ? 15 : 5);
  } catch (error) {
    log.debug({ err: error }, "the worker keeps its priority");
  }
}

/** Every model that can be loaded; one that cannot is told and left out. */
async function loadModels(log: Logger): Promise<Model[]> {
  const models = new Map<string, Model>();
  for (const folder of await findModels()) {
    try {
      const model = await loadModel(folder);
      const reason = models.has(model.id) ? `another one is named ${model.id} too` : whyUnusable(model);
      if (reason) log.warn({ folder }, `the model is left out: ${reason}`);
      else models.set(model.id, model);
    } catch (error) {
      if (error instanceof Problem) log.error({ folder, code: error.code }, `the model is left out: ${error.message}`);
      else log.error({ folder, err: error }, "the model is left out: it cannot be read");
    }
  }
  return [...models.values()];
}

try {
  await main(readSettings(process.env));
} catch (error) {
  process.stderr.write(`seedbed worker: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
