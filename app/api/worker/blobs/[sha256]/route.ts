import { Readable } from "node:stream";
import { Problem } from "@/protocol/errors";
import { Sha256 } from "@/protocol/ids";
import type { House } from "@/server/house";
import { respond } from "@/server/respond";
import { dropUnnamed } from "@/server/storage/keep";
import { isToken } from "@/server/workers/hello";

type Parameters = { readonly params: Promise<{ sha256: string }> };

/** More than any tensor, picture or model a job makes. */
const mostBytes = 256 * 1024 * 1024;

/** Bytes for a worker, by their sha256. */
export function GET(request: Request, { params }: Parameters): Promise<Response> {
  return respond(async (house) => {
    const sha256 = await admit(house, request, params);
    if (!(await house.blobs.has(sha256))) throw new Problem("not_found", "blob");
    // Streamed: a zip of pictures to learn from may be larger than memory.
    const bytes = Readable.toWeb(house.blobs.stream(sha256)) as ReadableStream<Uint8Array>;
    return new Response(bytes, { headers: { "content-type": "application/octet-stream" } });
  });
}

/** Bytes from a worker. They are checked against their name, and get their row with the job's result. */
export function PUT(request: Request, { params }: Parameters): Promise<Response> {
  return respond(async (house) => {
    const sha256 = await admit(house, request, params);
    if (Number(request.headers.get("content-length")) > mostBytes) throw new Problem("bad_request", "too many bytes");
    const { sha256: found } = await house.blobs.putStream(limited(request.body));
    if (found === sha256) return new Response(null, { status: 204 });
    await dropUnnamed(house, found);
    throw new Problem("bad_request", "sha256");
  });
}

async function* limited(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > mostBytes) throw new Problem("bad_request", "too many bytes");
    yield part;
  }
}

async function admit(house: House, request: Request, params: Parameters["params"]): Promise<Sha256> {
  const shown = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
  if (!isToken(shown, house.settings.workerToken)) throw new Problem("worker_not_trusted");
  const sha256 = Sha256.safeParse((await params).sha256);
  if (!sha256.success) throw new Problem("not_found", "blob");
  return sha256.data;
}
