import { setTimeout as pause } from "node:timers/promises";
import type { Sha256 } from "../../protocol/ids";
import { type BlobStore, nameOf } from "./store";

/** Pauses before the second and the third try, in milliseconds. */
const pauses = [100, 500];
/** Milliseconds after which an unanswered request counts as failed. */
const patience = 30_000;

/** The server's blobs, over HTTP with the worker's token. A server that is briefly away is asked three times. */
export class ServerBlobs implements BlobStore {
  constructor(
    private readonly server: string,
    private readonly token: string,
  ) {}

  async read(name: Sha256, signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.ask(name, { method: "GET" }, signal);
    if (nameOf(bytes) !== name) throw new Error(`the server's blob ${name} has other content than its name says`);
    return bytes;
  }

  async write(bytes: Uint8Array, contentType: string, signal?: AbortSignal): Promise<Sha256> {
    const name = nameOf(bytes);
    const body = new Uint8Array(bytes);
    await this.ask(name, { method: "PUT", body, headers: { "content-type": contentType } }, signal);
    return name;
  }

  private async ask(name: Sha256, request: RequestInit, signal?: AbortSignal): Promise<Uint8Array> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.askOnce(name, request, signal);
      } catch (error) {
        const wait = pauses[tries];
        if (signal?.aborted || wait === undefined || error instanceof Refusal) throw error;
        await pause(wait, undefined, { signal });
      }
    }
  }

  private async askOnce(name: Sha256, request: RequestInit, signal?: AbortSignal): Promise<Uint8Array> {
    const timeout = AbortSignal.timeout(patience);
    const response = await fetch(new URL(`/api/worker/blobs/${name}`, this.server), {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${this.token}` },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const told = `${request.method} of blob ${name}: the server answered ${response.status}`;
    if (response.status >= 500) throw new Error(told);
    if (!response.ok) throw new Refusal(told);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** An answer that asking again does not change. */
class Refusal extends Error {}
