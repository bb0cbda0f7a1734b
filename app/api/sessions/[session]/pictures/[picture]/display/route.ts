import { Problem } from "@/protocol/errors";
import { PictureId } from "@/protocol/ids";
import { findPicture } from "@/server/pictures/find";
import { sendBlob, sessionRoute } from "@/server/respond";

/** The uploaded picture as it is seen, without its metadata. */
export const GET = sessionRoute<"picture">("see the session", async ({ house, sessionId }, _request, { picture }) => {
  const id = PictureId.safeParse(picture);
  if (!id.success) throw new Problem("not_found", "picture");
  const row = await findPicture(house, sessionId, id.data);
  return sendBlob(house, row.displaySha256, "image/webp");
});
