import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Person } from "../protocol/entities";
import { Problem } from "../protocol/errors";
import type { SessionId, Sha256 } from "../protocol/ids";
import { type Action, demand } from "./access";
import { type House, house } from "./house";
import { findGuest, readGuestToken } from "./people/guests";
import { toProblem } from "./realtime/refuse";
import { findSession } from "./sessions/start";

export interface Visit {
  readonly house: House;
  readonly person: Person;
  readonly sessionId: SessionId;
}

type Parameters<Names extends string> = { readonly params: Promise<Record<Names, string>> };

/** A route of a session: answers members who may do this, and says to everybody else why not. */
export function sessionRoute<Names extends string>(
  action: Action,
  answer: (visit: Visit, request: Request, parameters: Record<Names | "session", string>) => Promise<Response>,
) {
  return (request: Request, { params }: Parameters<Names | "session">): Promise<Response> =>
    respond(async (house) => {
      const parameters = await params;
      const sessionId = await findSession(house, parameters.session);
      const token = readGuestToken(request.headers.get("cookie"));
      const person = token && (await findGuest(house, token));
      if (!person) throw new Problem("not_signed_in");
      await demand(house, person.id, action, sessionId);
      return answer({ house, person, sessionId }, request, parameters);
    });
}

/** Answers with a problem's code, sentence and status where the work throws. */
export async function respond(work: (house: House) => Promise<Response>): Promise<Response> {
  const open = house();
  try {
    return await work(open);
  } catch (error) {
    const problem = toProblem(error, open.log);
    return Response.json({ code: problem.code, message: problem.message }, { status: problem.status });
  }
}

/** A blob's bytes. What an address names never changes, so a member's browser may keep it. */
export async function sendBlob(
  house: House,
  sha256: string | null,
  mediaType: string,
  downloadName?: string,
): Promise<Response> {
  if (!sha256) throw new Problem("not_found");
  return sendBytes(await house.blobs.read(sha256 as Sha256), mediaType, downloadName);
}

/** The same for what may be large. */
export async function sendStream(
  house: House,
  sha256: string | null,
  mediaType: string,
  downloadName: string,
): Promise<Response> {
  if (!sha256 || !(await house.blobs.has(sha256 as Sha256))) throw new Problem("not_found");
  const { size } = await stat(house.blobs.path(sha256 as Sha256));
  const stream = Readable.toWeb(house.blobs.stream(sha256 as Sha256)) as ReadableStream<Uint8Array>;
  return new Response(stream, { headers: headersOf(size, mediaType, downloadName) });
}

export function sendBytes(bytes: Uint8Array, mediaType: string, downloadName?: string): Response {
  const headers = headersOf(bytes.byteLength, mediaType, downloadName);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

function headersOf(size: number, mediaType: string, downloadName?: string): Headers {
  const headers = new Headers({
    "content-type": mediaType,
    "content-length": String(size),
    "cache-control": "private, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  });
  if (downloadName) headers.set("content-disposition", `attachment; filename="${downloadName}"`);
  return headers;
}
