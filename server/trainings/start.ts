import { randomBytes } from "node:crypto";
import { Problem } from "../../protocol/errors";
import { ModelId, type PersonId, type SessionId, TrainingId } from "../../protocol/ids";
import type { RequestBody } from "../../protocol/requests";
import { type DataChoice, parentOf } from "../../protocol/training";
import { record } from "../events/record";
import type { House } from "../house";
import { findDenoiser } from "../models/models";
import { dispatch } from "../queue/dispatch";
import { toTraining } from "./rows";
import { listServerData } from "./server-data";

/** More waiting trainings than this in one session are refused. */
const mostWaiting = 20;

/** Queues a training. Throws data_not_available, model_not_available, too_many_trainings. */
export async function startTraining(
  house: House,
  sessionId: SessionId,
  by: PersonId,
  { title, data, lesson, settings }: RequestBody<"startTraining">,
): Promise<{ trainingId: TrainingId }> {
  const parentId = parentOf(lesson);
  if (parentId) await findDenoiser(house, sessionId, parentId);
  const dataName = await nameOf(house, sessionId, data);
  const id = TrainingId.parse(randomBytes(16).toString("hex"));
  const event = await record(house, sessionId, { type: "training-queued", by }, async (transaction) => {
    const waiting = await transaction.training.count({ where: { sessionId, state: "queued" } });
    if (waiting >= mostWaiting) throw new Problem("too_many_trainings");
    const row = await transaction.training.create({
      data: { id, sessionId, personId: by, modelId: nameModel(title), title, lesson, settings, data, dataName },
    });
    return [{ noun: "training", row: toTraining(row) }];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
  return { trainingId: id };
}

async function nameOf(house: House, sessionId: SessionId, data: DataChoice): Promise<string> {
  if (data.from === "server") {
    if (!(await listServerData(house)).includes(data.name)) throw new Problem("data_not_available", data.name);
    return data.name;
  }
  const row = await house.database.prisma.dataset.findFirst({ where: { id: data.datasetId, sessionId } });
  if (!row) throw new Problem("data_not_available");
  return row.name;
}

/** A name that people recognise and no other model has. */
function nameModel(title: string): ModelId {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return ModelId.parse(`${words || "model"}-${randomBytes(4).toString("hex")}`);
}
