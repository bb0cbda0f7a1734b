import { randomUUID } from "node:crypto";
import type { Person } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { DatasetId, PersonId, SessionId, Sha256 } from "../../protocol/ids";
import { record } from "../events/record";
import type { House } from "../house";
import { openStates } from "../queue/transitions";
import { dropBlob, dropUnnamed } from "../storage/keep";
import { toDataset } from "./rows";

const mostBytes = 2_000_000_000;
/** A zip begins with its first entry, or with its end where it has none. */
const zipBeginnings = ["504b0304", "504b0506"];

/**
 * Takes a zip of pictures into a session, as it arrives. Throws data_too_large as soon as that is certain,
 * data_not_zip, data_empty, upload_interrupted; nothing is stored then.
 */
export async function addDataset(
  house: House,
  sessionId: SessionId,
  by: Person,
  upload: { readonly name: string; readonly body: ReadableStream<Uint8Array> | null; readonly declared: string | null },
): Promise<{ datasetId: DatasetId }> {
  if (Number(upload.declared) > mostBytes) throw new Problem("data_too_large");
  const { sha256, size } = await house.blobs.putStream(checked(upload.body));
  if (upload.declared !== null && Number(upload.declared) !== size) {
    await dropUnnamed(house, sha256);
    throw new Problem("upload_interrupted");
  }
  const id = randomUUID() as DatasetId;
  await record(house, sessionId, { type: "dataset-added", by: by.id }, async (transaction) => {
    await transaction.blob.createMany({
      data: [{ sha256, size, mediaType: "application/zip" }],
      skipDuplicates: true,
    });
    // The same zip may have been removed while this one came.
    if (!(await house.blobs.has(sha256))) throw new Problem("upload_interrupted");
    const row = await transaction.dataset.create({
      data: { id, sessionId, personId: by.id, name: upload.name, zipSha256: sha256 },
      include: { zip: true },
    });
    return [{ noun: "dataset", row: toDataset(row) }];
  });
  return { datasetId: id };
}

/**
 * Takes pictures to learn from out of a session, and off the disk where no other session has them. Models that learnt
 * from them stay. Throws not_found, data_in_use.
 */
export async function removeDataset(house: House, sessionId: SessionId, by: PersonId, id: DatasetId): Promise<void> {
  let zip: Sha256 | undefined;
  await record(house, sessionId, { type: "dataset-removed", by }, async (transaction) => {
    const row = await transaction.dataset.findFirst({ where: { id, sessionId }, include: { zip: true } });
    if (!row) throw new Problem("not_found", "dataset");
    const data = { path: ["datasetId"], equals: id };
    if ((await transaction.training.count({ where: { sessionId, state: { in: openStates }, data } })) > 0)
      throw new Problem("data_in_use");
    await transaction.dataset.delete({ where: { id } });
    zip = row.zipSha256 as Sha256;
    return [{ noun: "dataset", row: { ...toDataset(row), removed: true } }];
  });
  if (zip) await dropBlob(house, zip);
}

async function* checked(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let beginning = Buffer.alloc(0);
  let size = 0;
  try {
    for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.byteLength;
      if (size > mostBytes) throw new Problem("data_too_large");
      if (beginning.byteLength < 4) beginning = Buffer.concat([beginning, part.subarray(0, 4)]);
      if (beginning.byteLength >= 4) expectZip(beginning);
      yield part;
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem("upload_interrupted");
  }
  if (size === 0) throw new Problem("data_empty");
  expectZip(beginning);
}

function expectZip(beginning: Buffer): void {
  if (!zipBeginnings.includes(beginning.subarray(0, 4).toString("hex"))) throw new Problem("data_not_zip");
}
