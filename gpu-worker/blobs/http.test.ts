import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ServerBlobs } from "./http";
import { nameOf } from "./store";

const token = "a token of the server";
const bytes = new TextEncoder().encode("the bytes of a seed");

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

describe("the server's blobs", () => {
  let server: Server;
  let asked: Asked[];
  let answers: { status: number; body?: Uint8Array }[];
  let blobs: ServerBlobs;

  beforeEach(async () => {
    asked = [];
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      asked.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks) });
      const answer = answers.shift();
      if (!answer) return response.destroy();
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    blobs = new ServerBlobs(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, token);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("are written under their sha256, with the worker's token", async () => {
    answers = [{ status: 204 }];
    const name = await blobs.write(bytes, "image/png");
    expect(name).toBe(nameOf(bytes));
    expect(asked[0]).toMatchObject({ method: "PUT", url: `/api/worker/blobs/${name}`, body: Buffer.from(bytes) });
    expect(asked[0]?.headers).toMatchObject({ authorization: `Bearer ${token}`, "content-type": "image/png" });
  });

  it("are read again when the server was briefly away", async () => {
    answers = [{ status: 503 }, { status: 200, body: bytes }];
    expect(await blobs.read(nameOf(bytes))).toEqual(bytes);
    expect(asked).toHaveLength(2);
  });

  it("are given up after the third failure", async () => {
    answers = [{ status: 503 }, { status: 503 }, { status: 503 }, { status: 200, body: bytes }];
    await expect(blobs.read(nameOf(bytes))).rejects.toThrow("503");
  });

  it("are not asked for again when the server refuses", async () => {
    answers = [{ status: 401 }];
    await expect(blobs.read(nameOf(bytes))).rejects.toThrow("401");
    expect(asked).toHaveLength(1);
  });

  it("are refused when they are not what their name says", async () => {
    answers = [{ status: 200, body: new TextEncoder().encode("something else") }];
    await expect(blobs.read(nameOf(bytes))).rejects.toThrow("other content");
  });

  it("are not waited for when the job is cancelled", async () => {
    answers = [{ status: 503 }];
    const cancelled = new AbortController();
    const reading = blobs.read(nameOf(bytes), cancelled.signal);
    cancelled.abort();
    await expect(reading).rejects.toThrow();
  });
});
