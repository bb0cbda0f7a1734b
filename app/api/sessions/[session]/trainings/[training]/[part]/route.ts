import { Problem } from "@/protocol/errors";
import { TrainingId } from "@/protocol/ids";
import { sendBlob, sendStream, sessionRoute } from "@/server/respond";

/**
 * What belongs to a training: `samples` (WebP, at the newest point of the curve) and, once it is done, the two files of
 * its model, `model.json` and `weights.safetensors`.
 */
export const GET = sessionRoute<"training" | "part">(
  "download",
  async ({ house, sessionId }, _request, { training, part }) => {
    const id = TrainingId.safeParse(training);
    const { prisma } = house.database;
    const row = id.success ? await prisma.training.findFirst({ where: { id: id.data, sessionId } }) : null;
    if (!row) throw new Problem("not_found", "training");
    if (part === "samples") return sendBlob(house, row.samplesSha256, "image/webp");
    const model = await prisma.model.findFirst({ where: { id: row.modelId, sessionId } });
    switch (part) {
      case "model.json":
        return sendBlob(house, model?.configSha256 ?? null, "application/json", part);
      case "weights.safetensors":
        return sendStream(house, model?.weightsSha256 ?? null, "application/octet-stream", part);
      default:
        throw new Problem("not_found", part);
    }
  },
);
