import { Problem } from "@/protocol/errors";
import { SeedId } from "@/protocol/ids";
import { sendBlob, sessionRoute } from "@/server/respond";

/** A seed's `preview` (PNG) or `tensor` (.npy, float32, [channels, height, width]). */
export const GET = sessionRoute<"seed" | "part">("download", async ({ house, sessionId }, request, { seed, part }) => {
  const id = SeedId.safeParse(seed);
  const where = { id: id.data, sessionId, picture: { removedAt: null } };
  const row = id.success ? await house.database.prisma.seed.findFirst({ where }) : null;
  if (!row) throw new Problem("not_found", "seed");
  if (part !== "preview" && part !== "tensor") throw new Problem("not_found", part);
  if (!row.tensorSha256) throw new Problem("seed_not_ready");
  if (part === "preview") return sendBlob(house, row.previewSha256, "image/png");
  // A page names the file itself, which a name from here would override.
  const download = new URL(request.url).searchParams.has("download");
  return sendBlob(house, row.tensorSha256, "application/octet-stream", download ? `seed-${row.id}.npy` : undefined);
});
