// How long people wait: from the end of an upload to the first frame at another member, and to the reconstruction;
// and how much the ten steps of `generate` cost in the whole house beside the engine's bare loop.
import { Guest, type Visit } from "../server/testing/guest";
import { RunningServer } from "../server/testing/server";
import { bareLoop } from "./house/bare-loop";
import { takePhotograph } from "./house/photograph";
import { upload } from "./house/upload";
import { median, now, spread } from "./measure/numbers";
import { numberOption, report } from "./measure/report";

const model = "flowers-64";
const steps = 10;
const rounds = numberOption("rounds", 15);

interface Round {
  readonly firstFrame: number;
  readonly seed: number;
  readonly reconstruction: number;
  /** From the first to the last of the generation's frames, by when they were computed and when they arrived. */
  readonly computed: number;
  readonly arrived: number;
}

const server = await RunningServer.start();
const measured: Round[] = [];
try {
  const owner = new Guest(server.address);
  const session = await owner.startSession();
  const watching = await new Guest(server.address).visit(session);
  await watching.untilModels();
  const arrivals = noteArrivals(watching);
  for (let number = 0; number <= rounds; number++) {
    const round = await measureRound(owner, session, watching, arrivals, number);
    // The first one meets a cold house: models loaded, nothing compiled yet.
    if (number > 0) measured.push(round);
  }
  watching.leave();
} finally {
  await server.stop();
}

const bare = await bareLoop(model, steps, rounds);
const paces = measured.map(({ computed }) => computed / (steps - 1));
const barePace = bare === null ? null : bare / steps;
const pace = median(paces);
report("latency", {
  model,
  firstFrame: spread(measured.map(({ firstFrame }) => firstFrame)),
  seedStored: spread(measured.map(({ seed }) => seed)),
  embedAndGenerate: spread(measured.map(({ reconstruction }) => reconstruction)),
  stepInTheHouse: spread(paces),
  stepAsArrived: spread(measured.map(({ arrived }) => arrived / (steps - 1))),
  stepOfTheBareLoop: barePace,
  houseOverBare: pace === null || barePace === null ? null : Math.round((pace / barePace) * 1000) / 1000,
});

type Arrivals = { readonly jobId: string; readonly phase: string; readonly computedAt: number; readonly at: number }[];

function noteArrivals(visit: Visit): Arrivals {
  const arrivals: Arrivals = [];
  visit.socket.on("frame", ({ jobId, phase, computedAt }) => arrivals.push({ jobId, phase, computedAt, at: now() }));
  return arrivals;
}

async function measureRound(owner: Guest, session: string, visit: Visit, arrivals: Arrivals, number: number) {
  arrivals.length = 0;
  const { pictureId, sentAt } = await upload(owner, server.address, session, await takePhotograph(number), model);
  await visit.untilRevision("embed", pictureId);
  const seed = now() - sentAt;
  const generated = await visit.untilRevision("generate", pictureId);
  const reconstruction = now() - sentAt;
  await visit.untilJob(generated.jobId, ["done"]);

  const frames = arrivals.filter(({ phase }) => phase === "generation");
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last || frames.length !== steps) throw new Error(`${frames.length} of ${steps} frames arrived.`);
  return {
    firstFrame: (arrivals[0]?.at ?? Number.NaN) - sentAt,
    seed,
    reconstruction,
    computed: last.computedAt - first.computedAt,
    arrived: last.at - first.at,
  };
}
