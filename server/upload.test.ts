import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Guest, type Visit } from "./testing/guest";
import { paintPicture } from "./testing/pictures";
import { RunningServer } from "./testing/server";

let server: RunningServer;
let guest: Guest;
let session: string;
let visit: Visit;

beforeAll(async () => {
  server = await RunningServer.start();
  guest = new Guest(server.address);
  session = await guest.startSession();
  visit = await guest.visit(session);
  await visit.untilModels();
}, 180_000);
afterAll(async () => {
  visit.leave();
  await server.stop();
});

async function refusal(bytes: Uint8Array, query: Record<string, string> = {}): Promise<[number, string]> {
  const response = await guest.upload(session, bytes, query);
  return [response.status, ((await response.json()) as { code: string }).code];
}

describe("an upload that cannot be used is refused with a code, and leaves nothing behind", () => {
  test("empty, not a picture, cut short, too small, too large, too many pixels", async () => {
    const picture = await paintPicture(0, 400, 300);
    const before = visit.events.length;
    expect(await refusal(new Uint8Array())).toEqual([400, "picture_empty"]);
    expect(await refusal(Buffer.from("GIF, or so it says"))).toEqual([415, "picture_not_recognised"]);
    expect(await refusal(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toEqual([
      415,
      "picture_not_recognised",
    ]);
    expect(await refusal(picture.subarray(0, picture.length / 2))).toEqual([422, "picture_damaged"]);
    expect(await refusal(await paintPicture(0, 1, 1))).toEqual([422, "picture_too_small"]);
    expect(await refusal(await paintPicture(0, 10_000, 1))).toEqual([422, "picture_too_small"]);
    expect(await refusal(Buffer.alloc(26 * 1024 * 1024, 1))).toEqual([413, "picture_too_large"]);
    const wide = await sharp({ create: { width: 9000, height: 5000, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect(await refusal(wide)).toEqual([413, "picture_too_many_pixels"]);
    expect(await refusal(picture, { model: "no-such-model" })).toEqual([409, "model_not_available"]);
    const { id: model } = visit.welcome.models.find(({ kind }) => kind === "denoiser") ?? {};
    expect(await refusal(picture, { model: `${model}`, embedder: "nobody" })).toEqual([409, "embedder_not_available"]);
    expect(await refusal(picture, { steps: "0" })).toEqual([400, "bad_request"]);
    expect(await refusal(picture, { corrections: "many" })).toEqual([400, "bad_request"]);
    expect(visit.events.length).toBe(before);
    const newcomer = await guest.visit(session);
    expect(newcomer.snapshot.pictures).toEqual([]);
    newcomer.leave();
  });

  test("given up in the middle", async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(server.port, "127.0.0.1", () => {
        socket.write(
          `POST /api/sessions/${session}/pictures HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${guest.cookie}\r\nContent-Length: 100000\r\n\r\n`,
        );
        socket.write(Buffer.alloc(1000), () => socket.destroy());
      });
      socket.once("close", () => resolve());
      socket.once("error", reject);
    });
    const newcomer = await guest.visit(session);
    expect(newcomer.snapshot.pictures).toEqual([]);
    newcomer.leave();
  });
});

describe("an upload that can be used", () => {
  test("is turned upright, loses its metadata for others, and is stored once", async () => {
    const upright = await paintPicture(0, 60, 120);
    const turned = await sharp(upright)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Copyright: "a secret place" } })
      .toBuffer();
    const stored = async () => (await readdir(join(server.folder, "blobs"), { recursive: true })).length;
    const first = (await (await guest.upload(session, turned, { name: "turned.jpg" })).json()) as { pictureId: string };
    const count = await stored();
    await guest.upload(session, turned, { name: "again.jpg" });
    expect(await stored()).toBe(count);

    const picture = await visit.until("the picture", () => {
      const found = visit.changes.find((change) => change.noun === "picture" && change.row.id === first.pictureId);
      return found?.noun === "picture" ? found.row : undefined;
    });
    expect([picture.width, picture.height, picture.crop]).toEqual([120, 60, { left: 30, top: 0, size: 60 }]);
    const shown = await guest.fetch(`/api/sessions/${session}/pictures/${first.pictureId}/display`);
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(bytes.includes("a secret place")).toBe(false);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  test("may have a crop moved, but not outside it", async () => {
    const { pictureId } = (await (await guest.upload(session, await paintPicture(9))).json()) as { pictureId: string };
    const ask = (crop: object) => visit.ask("embed", { pictureId, modelId: "fashion-32", crop } as never);
    expect(await ask({ left: 30, top: 0, size: 80 })).toMatchObject({
      ok: false,
      problem: { code: "crop_outside_picture" },
    });
    expect((await ask({ left: 10, top: 5, size: 40 })).ok).toBe(true);
    const embed = await visit.untilRevision("embed", pictureId);
    expect(embed.crop).toEqual({ left: 10, top: 5, size: 40 });
  });
});
