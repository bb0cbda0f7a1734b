import { Problem } from "../../protocol/errors";
import type { PictureId, SessionId } from "../../protocol/ids";
import type { Picture as PictureRow } from "../database/generated/client";
import type { House } from "../house";

/** A picture of this session that has not been removed. Throws not_found. */
export async function findPicture(house: House, sessionId: SessionId, id: PictureId): Promise<PictureRow> {
  const row = await house.database.prisma.picture.findFirst({ where: { id, sessionId, removedAt: null } });
  if (!row) throw new Problem("not_found", "picture");
  return row;
}
