import { Problem } from "../../protocol/errors";
import { Task } from "../../protocol/jobs";
import { type DataChoice, type Lesson, parentOf } from "../../protocol/training";
import type { Model as ModelRow, Training as TrainingRow } from "../database/generated/client";
import type { House } from "../house";
import { referenceTo } from "../models/models";
import type { Performance } from "../queue/performance";
import { beginAttempt, endAttempt, failTraining, loseAttempt, resumeAttempt } from "./lifecycle";

/** How trainings are performed. */
export function trainingPerformance(house: House): Performance<TrainingRow> {
  const { training } = house.database.prisma;
  return {
    lanes: ["training"],
    find: (id) => training.findUnique({ where: { id } }),
    async unfinished() {
      const rows = await training.findMany({
        where: { state: { in: ["queued", "running"] } },
        select: { id: true },
      });
      return rows.map(({ id }) => ({ id, kind: "train", lane: "training" }));
    },
    laneOf: () => "training",
    // A trainer reads the packaged models from its folder when it is told to.
    models: async () => [],
    start: (row) => beginAttempt(house, row),
    describe: async (row) => describeTraining(house, (await training.findUnique({ where: { id: row.id } })) ?? row),
    resume: (row) => resumeAttempt(house, row),
    lose: (row) => loseAttempt(house, row),
    fail: (row, problem) => failTraining(house, row, problem),
    finish: (row, outcome) => endAttempt(house, row, outcome),
  };
}

async function describeTraining(house: House, row: TrainingRow): Promise<Task> {
  const { modelId, title, lesson, settings, ending } = row;
  const parent = await parentRow(house, lesson as Lesson);
  const data = await dataOf(house, row.data as DataChoice);
  return Task.parse({
    kind: "train",
    modelId,
    title,
    lesson,
    settings,
    data,
    parent: parent && referenceTo(parent),
    ending,
  });
}

async function parentRow(house: House, lesson: Lesson): Promise<ModelRow | null> {
  const id = parentOf(lesson);
  if (!id) return null;
  const row = await house.database.prisma.model.findUnique({ where: { id } });
  if (!row) throw new Problem("model_not_available", id);
  return row;
}

async function dataOf(house: House, data: DataChoice) {
  if (data.from === "server") return data;
  const row = await house.database.prisma.dataset.findUnique({ where: { id: data.datasetId } });
  if (!row) throw new Problem("data_not_available");
  return { from: "blob", zip: row.zipSha256, name: row.name };
}
