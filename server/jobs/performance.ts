import type { EmbedMethod } from "../../protocol/embedding";
import { laneOf } from "../../protocol/jobs";
import type { Job as JobRow } from "../database/generated/client";
import type { House } from "../house";
import { withoutFiles } from "../models/models";
import type { Performance } from "../queue/performance";
import type { Waiting } from "../queue/queue";
import { beginAttempt, endAttempt, failJob, loseAttempt, resumeAttempt } from "./lifecycle";
import { describeTask, modelsOf } from "./task";

const unfinished = {
  where: { state: { in: ["queued" as const, "running" as const] } },
  orderBy: { createdAt: "asc" as const },
};

/** How jobs on pictures are performed. */
export function jobPerformance(house: House): Performance<JobRow> {
  const { job } = house.database.prisma;
  return {
    lanes: ["short", "long"],
    find: (id) => job.findUnique({ where: { id } }),
    unfinished: async () => (await job.findMany(unfinished)).map(waiting),
    laneOf: (row) => waiting(row).lane,
    async models(row) {
      const { model, embedder } = await modelsOf(house, row);
      return withoutFiles([model, embedder]);
    },
    start: (row) => beginAttempt(house, row),
    describe: async (row) => describeTask(house, (await job.findUnique({ where: { id: row.id } })) ?? row),
    resume: (row) => resumeAttempt(house, row),
    lose: (row) => loseAttempt(house, row),
    fail: (row, problem) => failJob(house, row, problem),
    finish: (row, outcome) => endAttempt(house, row, outcome),
  };
}

function waiting({ id, kind, method }: Pick<JobRow, "id" | "kind" | "method">): Waiting {
  return { id, kind, lane: laneOf({ kind, method: method as EmbedMethod | null }) };
}
