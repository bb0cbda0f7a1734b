import { randomUUID } from "node:crypto";
import { cutSquare, proposeCrop } from "../../imaging/crop";
import { decodePicture } from "../../imaging/decode";
import { displayPicture } from "../../imaging/display";
import type { Person } from "../../protocol/entities";
import { Problem } from "../../protocol/errors";
import type { JobId, ModelId, PictureId, RevisionId, SessionId } from "../../protocol/ids";
import { record } from "../events/record";
import type { House } from "../house";
import { type EmbedSettings, embedJob, expectUsable } from "../jobs/embed";
import { queueJob } from "../jobs/queueing";
import { findDenoiser } from "../models/models";
import { dispatch } from "../queue/dispatch";
import { toRevision } from "../revisions/rows";
import { storeBlob } from "../storage/keep";
import { toPicture } from "./rows";

export const mostUploadBytes = 25 * 1024 * 1024;

/** Reads a request's body. Throws picture_too_large as soon as that is certain, picture_empty, upload_interrupted. */
export async function readUpload(body: ReadableStream<Uint8Array> | null, declared: string | null): Promise<Buffer> {
  if (Number(declared) > mostUploadBytes) throw new Problem("picture_too_large");
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.byteLength;
      if (size > mostUploadBytes) throw new Problem("picture_too_large");
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem("upload_interrupted");
  }
  if (size === 0) throw new Problem("picture_empty");
  if (declared !== null && Number(declared) !== size) throw new Problem("upload_interrupted");
  return Buffer.concat(parts);
}

/**
 * Takes a picture into a session and asks for its seed at once. Nothing is stored of a picture that cannot be
 * decoded, and the rows appear together or not at all.
 */
export async function addPicture(
  house: House,
  sessionId: SessionId,
  by: Person,
  upload: { readonly name: string; readonly bytes: Buffer; readonly modelId: ModelId | null } & EmbedSettings,
): Promise<{ pictureId: PictureId; jobId: JobId | null }> {
  const model = upload.modelId ? await findDenoiser(house, sessionId, upload.modelId) : null;
  if (model) await expectUsable(house, sessionId, upload, model);
  const decoded = await decodePicture(upload.bytes);
  const crop = proposeCrop(decoded.width, decoded.height);
  const [original, display, target] = await Promise.all([
    storeBlob(house, upload.bytes, decoded.mediaType),
    displayPicture(decoded).then(({ bytes, mediaType }) => storeBlob(house, bytes, mediaType)),
    model && cutSquare(decoded, crop, model.size).then((png) => storeBlob(house, png, "image/png")),
  ]);
  const owned = { sessionId, personId: by.id };
  const pictureId = randomUUID() as PictureId;
  let jobId: JobId | null = null;
  const event = await record(house, sessionId, { type: "picture-added", by: by.id }, async (transaction) => {
    const picture = await transaction.picture.create({
      data: {
        ...owned,
        id: pictureId,
        origin: "upload",
        name: upload.name,
        width: decoded.width,
        height: decoded.height,
        crop,
        remarks: [...decoded.remarks],
        originalSha256: original,
        displaySha256: display,
      },
    });
    const root = await transaction.revision.create({
      data: { ...owned, id: randomUUID(), pictureId, kind: "upload" },
    });
    const rootId = root.id as RevisionId;
    const job =
      model && target
        ? embedJob({ sessionId, by: by.id, picture, rootId, model, crop, target, settings: upload })
        : null;
    jobId = (job?.id as JobId | undefined) ?? null;
    return [
      { noun: "picture", row: toPicture(picture) },
      { noun: "revision", row: toRevision(root) },
      ...(job ? await queueJob(transaction, job) : []),
    ];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
  return { pictureId, jobId };
}
