import { Problem } from "@/protocol/errors";
import { readGuestToken, welcomeGuest } from "@/server/people/guests";
import { respond } from "@/server/respond";
import { startSession } from "@/server/sessions/start";

/** Starts a session; whoever asks becomes its first member. */
export function POST(request: Request): Promise<Response> {
  return respond(async (house) => {
    const token = readGuestToken(request.headers.get("cookie"));
    if (!token) throw new Problem("not_signed_in");
    const session = await startSession(house, await welcomeGuest(house, token));
    return Response.json({ id: session.id }, { status: 201 });
  });
}
