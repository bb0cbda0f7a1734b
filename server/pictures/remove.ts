import type { PersonId, PictureId, SessionId } from "../../protocol/ids";
import { record } from "../events/record";
import type { House } from "../house";
import { cancelUnfinished } from "../jobs/queueing";
import { dispatch } from "../queue/dispatch";
import { openStates } from "../queue/transitions";
import { findPicture } from "./find";
import { toPicture } from "./rows";

/** Takes a picture out of the session and stops its jobs. Rows and blobs stay: a history is never overwritten. */
export async function removePicture(house: House, sessionId: SessionId, by: PersonId, id: PictureId): Promise<void> {
  await findPicture(house, sessionId, id);
  const event = await record(house, sessionId, { type: "picture-removed", by }, async (transaction) => {
    const picture = await transaction.picture.update({ where: { id }, data: { removedAt: new Date() } });
    const stopped = await cancelUnfinished(transaction, { pictureId: id, state: { in: openStates } });
    return [{ noun: "picture", row: toPicture(picture) }, ...stopped];
  });
  await dispatch(house, sessionId, event?.changes ?? []);
}
