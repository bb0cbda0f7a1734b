import { Problem } from "@/protocol/errors";
import { RevisionId } from "@/protocol/ids";
import { sendBlob, sendBytes, sessionRoute } from "@/server/respond";
import { animate } from "@/server/revisions/animation";

/**
 * What belongs to a revision: `target` (what the model saw, PNG), `image` (what it generated, PNG), `trajectory`
 * (every step, a WebP grid) and `animation` (every step, an animated WebP).
 */
export const GET = sessionRoute<"revision" | "part">("download", async (visit, request, { revision, part }) => {
  const { house, sessionId } = visit;
  const id = RevisionId.safeParse(revision);
  const where = { id: id.data, sessionId, picture: { removedAt: null } };
  const row = id.success ? await house.database.prisma.revision.findFirst({ where, include: { seed: true } }) : null;
  if (!row) throw new Problem("not_found", "revision");
  // A page names the file itself, which a name from here would override.
  const download = new URL(request.url).searchParams.has("download");
  switch (part) {
    case "target":
      return sendBlob(house, row.targetSha256, "image/png");
    case "image":
      return sendBlob(house, row.imageSha256, "image/png", download ? `reconstruction-${row.id}.png` : undefined);
    case "trajectory":
      return sendBlob(house, row.trajectorySha256, "image/webp");
    case "animation":
      return sendBytes(await animate(house, row), "image/webp", download ? `steps-${row.id}.webp` : undefined);
    default:
      throw new Problem("not_found", part);
  }
});
