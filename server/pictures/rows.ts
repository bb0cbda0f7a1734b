import { Picture } from "../../protocol/entities";
import type { Picture as PictureRow } from "../database/generated/client";

/** The picture as members see it; which blobs hold it stays with the server. */
export function toPicture(row: PictureRow): Picture {
  return Picture.parse({
    ...row,
    by: row.personId,
    at: row.createdAt.toISOString(),
    removed: row.removedAt !== null,
  });
}
