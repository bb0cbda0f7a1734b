import { Problem, type ProblemReport } from "../../protocol/errors";
import type { Change, EventType, Outcome } from "../../protocol/events";
import type { ModelId, PersonId, SessionId, Sha256, TrainingId } from "../../protocol/ids";
import type { JobNote, TrainResult } from "../../protocol/jobs";
import type { Lesson, TrainingPoint } from "../../protocol/training";
import type { JobState } from "../../protocol/undertaking";
import { Prisma, type Training as TrainingRow } from "../database/generated/client";
import { record, type Transaction } from "../events/record";
import type { House } from "../house";
import { toTrainedModel } from "../models/models";
import { again, begun, failed, mostLosses } from "../queue/transitions";
import { dropBlob, keepBlob } from "../storage/keep";
import { toTraining } from "./rows";

type Data = Parameters<Transaction["training"]["update"]>[0]["data"];

/** queued -> running. Returns the row as it now is, or null where the training is not waiting any more. */
export function beginAttempt(house: House, row: TrainingRow): Promise<TrainingRow | null> {
  return move(house, row, ["queued"], "training-started", begun());
}

/** running -> queued after its worker died; -> failed after the third time without a new point of the curve. */
export async function loseAttempt(house: House, row: TrainingRow): Promise<TrainingRow | null> {
  const now = await house.database.prisma.training.findUnique({ where: { id: row.id } });
  const losses = (now ?? row).losses + 1;
  if (losses >= mostLosses) return failTraining(house, row, new Problem("worker_lost").report());
  return move(house, row, ["running"], "training-queued", again(row.attempt, losses));
}

/** running -> queued after the server itself was restarted, which is not the training's fault. */
export function resumeAttempt(house: House, row: TrainingRow): Promise<TrainingRow | null> {
  return move(house, row, ["running"], "training-queued", again(row.attempt, row.losses));
}

/** running -> failed. */
export function failTraining(house: House, row: TrainingRow, error: ProblemReport): Promise<TrainingRow | null> {
  return move(house, row, ["running"], "training-failed", failed(error));
}

/** How an attempt ended, told by its worker. An attempt that is no longer the running one changes nothing. */
export async function endAttempt(house: House, row: TrainingRow, outcome: Outcome): Promise<void> {
  if (outcome.state === "failed") await failTraining(house, row, outcome.problem);
  if (outcome.state === "cancelled") await loseAttempt(house, row);
  if (outcome.state !== "done") return;
  if (outcome.result.kind !== "train") throw new Error("a training came back as a job on a picture");
  await completeTraining(house, row, outcome.result);
}

/** The model becomes one of the session's in the transaction that ends its training. */
async function completeTraining(house: House, row: TrainingRow, { files, model }: TrainResult): Promise<void> {
  const { kind, ...lesson } = row.lesson as Lesson;
  await move(
    house,
    row,
    ["running"],
    "training-done",
    { state: "done", finishedAt: new Date(), ending: false },
    async (transaction) => {
      await keepBlob(house, transaction, files.config, "application/json");
      await keepBlob(house, transaction, files.weights, "application/octet-stream");
      const made = await transaction.model.create({
        data: {
          ...model,
          network: model.network ?? Prisma.DbNull,
          id: row.modelId,
          kind,
          title: row.title,
          generatorId: "generatorId" in lesson ? lesson.generatorId : null,
          sessionId: row.sessionId,
          configSha256: files.config,
          weightsSha256: files.weights,
        },
      });
      return [{ noun: "model", row: toTrainedModel(made) }];
    },
  );
}

/** Stores what a running training found out. Answers false where that attempt does not run any more. */
export async function noteTraining(
  house: House,
  id: TrainingId,
  attempt: number,
  note: Exclude<JobNote, { kind: "state" }>,
): Promise<boolean> {
  const row = await house.database.prisma.training.findUnique({ where: { id } });
  if (!row || row.attempt !== attempt) return false;
  // One that was paused a moment ago tells what was on its way.
  const states = ["running", "paused"] as const;
  if (note.kind === "training-facts")
    return (await move(house, row, states, "training-told", { facts: note.facts })) !== null;
  const [first] = note.points;
  const earlier = (row.curve as unknown as TrainingPoint[]).filter(({ step }) => step < (first?.step ?? 0));
  const data = {
    curve: thinned([...earlier, ...note.points]),
    samplesSha256: note.samples,
    samplesCount: row.samplesCount + 1,
    losses: 0,
  };
  const kept = await move(house, row, states, "training-told", data, async (transaction) => {
    await keepBlob(house, transaction, note.samples, "image/webp");
    return [];
  });
  if (kept && row.samplesSha256 && row.samplesSha256 !== note.samples)
    await dropBlob(house, row.samplesSha256 as Sha256);
  return kept !== null;
}

/** Every event tells the whole curve, so a long training's has every other point, and again, until they are so few. */
const mostPoints = 240;

function thinned(points: TrainingPoint[]): TrainingPoint[] {
  if (points.length <= mostPoints) return points;
  return thinned(points.filter((_, at) => at % 2 === 0 || at === points.length - 1));
}

/** Of these models, those whose trainings are done or cancelled. One that nobody here knows may be another server's. */
export async function trainingsOver(house: House, models: readonly ModelId[]): Promise<ModelId[]> {
  const states: JobState[] = ["done", "cancelled"];
  const where = { modelId: { in: [...models] }, state: { in: states } };
  const rows = await house.database.prisma.training.findMany({ where, select: { modelId: true } });
  return rows.map(({ modelId }) => modelId as ModelId);
}

/** Changes a row that is still this attempt in this state, with what `beside` does in the same transaction before. */
async function move(
  house: House,
  row: TrainingRow,
  from: readonly TrainingRow["state"][],
  type: EventType,
  data: Data,
  beside: (transaction: Transaction) => Promise<Change[]> = async () => [],
): Promise<TrainingRow | null> {
  let moved: TrainingRow | null = null;
  const what = { type, by: row.personId as PersonId };
  await record(house, row.sessionId as SessionId, what, async (transaction) => {
    const now = await transaction.training.findUnique({ where: { id: row.id } });
    if (now?.attempt !== row.attempt || !from.includes(now.state)) return [];
    const changes = await beside(transaction);
    moved = await transaction.training.update({ where: { id: row.id }, data });
    return [{ noun: "training", row: toTraining(moved) }, ...changes];
  });
  return moved;
}
