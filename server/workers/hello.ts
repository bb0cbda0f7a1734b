import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { Problem } from "../../protocol/errors";
import { WorkerHello } from "../../protocol/events";
import { protocolVersion } from "../../protocol/version";

const Credentials = WorkerHello.pick({ protocol: true, token: true });

/** Throws worker_not_trusted, protocol_mismatch, bad_request. */
export function readHello(auth: unknown, token: string): WorkerHello {
  // Before the rest, which is another in another version.
  const shown = parsed(Credentials, auth);
  if (!isToken(shown.token, token)) throw new Problem("worker_not_trusted");
  if (shown.protocol !== protocolVersion) throw new Problem("protocol_mismatch");
  return parsed(WorkerHello, auth);
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Problem("bad_request", result.error.issues[0]?.path.join("."));
  return result.data;
}

/** Compares in constant time, so that a token cannot be guessed byte by byte. */
export function isToken(shown: string, token: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(token)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
