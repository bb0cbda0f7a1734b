import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { setTimeout as pause } from "node:timers/promises";
import type { Sha256 } from "../../protocol/ids";
import { type BlobStore, nameOf } from "./store";

/** Pauses before the second and the third try, in milliseconds. */
const pauses = [100, 500];
/** Milliseconds after which an unanswered request counts as failed. */
const patience = 30_000;
/** The same for what may be gigabytes. */
const slowPatience = 30 * 60_000;

/** The server's blobs, over HTTP with the worker's token. A server that is briefly away is asked three times. */
export class ServerBlobs implements BlobStore {
  constructor(
    private readonly server: string,
    private readonly token: string,
  ) {}

  async read(name: Sha256, signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.ask(name, { method: "GET" }, bytesOf, signal);
    if (nameOf(bytes) !== name) throw new Error(`the server's blob ${name} has other content than its name says`);
    return bytes;
  }

  async download(name: Sha256, path: string, signal?: AbortSignal): Promise<void> {
    const part = `${path}.${process.pid}.part`;
    const save = (response: Response) => saveAs(part, response);
    try {
      const found = await this.ask(name, { method: "GET" }, save, signal, slowPatience);
      if (found !== name) throw new Error(`the server's blob ${name} has other content than its name says`);
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  }

  async write(bytes: Uint8Array, contentType: string, signal?: AbortSignal): Promise<Sha256> {
    const name = nameOf(bytes);
    const body = new Uint8Array(bytes);
    await this.ask(name, { method: "PUT", body, headers: { "content-type": contentType } }, bytesOf, signal);
    return name;
  }

  private async ask<Value>(
    name: Sha256,
    request: RequestInit,
    take: (response: Response) => Promise<Value>,
    signal?: AbortSignal,
    within = patience,
  ): Promise<Value> {
    for (let tries = 0; ; tries++) {
      try {
        return await take(await this.askOnce(name, request, within, signal));
      } catch (error) {
        const wait = pauses[tries];
        if (signal?.aborted || wait === undefined || error instanceof Refusal) throw error;
        await pause(wait, undefined, { signal });
      }
    }
  }

  private async askOnce(name: Sha256, request: RequestInit, within: number, signal?: AbortSignal): Promise<Response> {
    const timeout = AbortSignal.timeout(within);
    const response = await fetch(new URL(`/api/worker/blobs/${name}`, this.server), {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${this.token}` },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const told = `${request.method} of blob ${name}: the server answered ${response.status}`;
    if (response.status >= 500) throw new Error(told);
    if (!response.ok) throw new Refusal(told);
    return response;
  }
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** Answers the sha256 of what it wrote. */
async function saveAs(path: string, { body }: Response): Promise<string> {
  const hash = createHash("sha256");
  const counted = new Transform({
    transform(part, _encoding, done) {
      hash.update(part);
      done(null, part);
    },
  });
  if (!body) throw new Error("the server sent no bytes");
  await pipeline(Readable.fromWeb(body as WebStream), counted, createWriteStream(path));
  return hash.digest("hex");
}

/** An answer that asking again does not change. */
class Refusal extends Error {}
