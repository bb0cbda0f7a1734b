import { z } from "zod";
import { Problem } from "@/protocol/errors";
import { ModelId } from "@/protocol/ids";
import { Corrections, line, Steps } from "@/protocol/values";
import { addPicture, readUpload } from "@/server/pictures/upload";
import { sessionRoute } from "@/server/respond";

const Query = z.object({
  name: line(200).default("Untitled").catch("Untitled"),
  model: ModelId.nullable().default(null),
  /** Finds the seed at once; without one, it is found by inversion with so many corrections. */
  embedder: ModelId.nullable().default(null),
  corrections: z.coerce.number().pipe(Corrections).default(3),
  steps: z.coerce.number().pipe(Steps).default(10),
});

/** Takes one picture as the raw body, and asks at once for its seed where a model is named. */
export const POST = sessionRoute("add a picture", async ({ house, person, sessionId }, request) => {
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) throw new Problem("bad_request", String(query.error.issues[0]?.path.join(".")));
  const { name, model: modelId, embedder: embedderId, corrections, steps } = query.data;
  const bytes = await readUpload(request.body, request.headers.get("content-length"));
  const added = await addPicture(house, sessionId, person, {
    name,
    bytes,
    modelId,
    method: embedderId ? { name: "embedder", embedderId } : { name: "inversion", corrections },
    steps,
  });
  return Response.json(added, { status: 201 });
});
