// How late denoising steps arrive when a hundred people watch one session: from computed by the worker to arrived.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Guest } from "../server/testing/guest";
import { RunningServer } from "../server/testing/server";
import type { Delays } from "./house/watchers";
import { quantile } from "./measure/numbers";
import { numberOption, report } from "./measure/report";

const model = "flowers-64";
const watchers = numberOption("watchers", 100);
const jobs = numberOption("jobs", 4);
const steps = 100;

const server = await RunningServer.start();
let delays: Delays;
try {
  const owner = new Guest(server.address);
  const session = await owner.startSession();
  const visit = await owner.visit(session);
  await visit.untilModels();

  // In a process of their own, so that their receiving does not wait for our asking.
  const crowd = fork(fileURLToPath(new URL("house/watchers.ts", import.meta.url)), [
    server.address,
    session,
    String(watchers),
  ]);
  await once(crowd, "message");

  for (let number = 0; number < jobs; number++) {
    const asked = await visit.ask("newSeed", { modelId: model as never, number, steps });
    if (!asked.ok) throw new Error(asked.problem.message);
    await visit.untilJob(asked.value.jobId, ["done"]);
  }
  crowd.send("report");
  [delays] = (await once(crowd, "message")) as [Delays];
  visit.leave();
} finally {
  await server.stop();
}

report("streaming", {
  model,
  watchers,
  frames: jobs * steps,
  arrived: delays.milliseconds.length,
  lost: watchers * jobs * steps - delays.milliseconds.length,
  p50: quantile(delays.milliseconds, 0.5),
  p90: quantile(delays.milliseconds, 0.9),
  p99: quantile(delays.milliseconds, 0.99),
  most: quantile(delays.milliseconds, 1),
});
