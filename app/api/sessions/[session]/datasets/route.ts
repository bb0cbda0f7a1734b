import { Problem } from "@/protocol/errors";
import { line } from "@/protocol/values";
import { sessionRoute } from "@/server/respond";
import { addDataset } from "@/server/trainings/datasets";

const Name = line(200).default("Pictures.zip");

/** Takes one zip of pictures to learn from as the raw body. */
export const POST = sessionRoute("add pictures to learn from", async ({ house, person, sessionId }, request) => {
  const name = Name.safeParse(new URL(request.url).searchParams.get("name") ?? undefined);
  if (!name.success) throw new Problem("bad_request", "name");
  const { body } = request;
  const declared = request.headers.get("content-length");
  const added = await addDataset(house, sessionId, person, { name: name.data, body, declared });
  return Response.json(added, { status: 201 });
});
