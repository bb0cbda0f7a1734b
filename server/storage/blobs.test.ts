import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Sha256 } from "../../protocol/ids";
import { openBlobStore } from "./blobs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seedbed blobs "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const absent = Sha256.parse("0".repeat(64));

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe("the blob store", () => {
  it("gives back the bytes under their sha256", async () => {
    const blobs = await openBlobStore(folder);
    const bytes = randomBytes(100_000);
    const sha256 = await blobs.put(bytes);
    expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(await blobs.has(sha256)).toBe(true);
    expect(await blobs.read(sha256)).toEqual(bytes);
    expect(await buffer(blobs.stream(sha256))).toEqual(bytes);
    expect((await stat(blobs.path(sha256))).size).toBe(bytes.length);
  });

  it("keeps them for the next server", async () => {
    const sha256 = await (await openBlobStore(folder)).put(Buffer.from("kept"));
    expect((await (await openBlobStore(folder)).read(sha256)).toString()).toBe("kept");
  });

  it("stores the same bytes once, also when they arrive at the same time", async () => {
    const blobs = await openBlobStore(folder);
    const bytes = randomBytes(10_000);
    const names = await Promise.all(Array.from({ length: 20 }, () => blobs.put(bytes)));
    await blobs.put(bytes);
    expect(new Set(names).size).toBe(1);
    expect(await storedFiles()).toEqual([names[0]]);
  });

  it("stores many different blobs at the same time", async () => {
    const blobs = await openBlobStore(folder);
    const many = Array.from({ length: 50 }, (_, index) => Buffer.from(`blob ${index}`));
    const names = await Promise.all(many.map((bytes) => blobs.put(bytes)));
    expect(await Promise.all(names.map((name) => blobs.read(name)))).toEqual(many);
    expect((await storedFiles()).sort()).toEqual([...names].sort());
  });

  it("stores nothing at all as well", async () => {
    const blobs = await openBlobStore(folder);
    expect(await blobs.read(await blobs.put(Buffer.alloc(0)))).toHaveLength(0);
  });

  it("says what it does not have", async () => {
    const blobs = await openBlobStore(folder);
    expect(await blobs.has(absent)).toBe(false);
    await expect(blobs.read(absent)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(buffer(blobs.stream(absent))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("removes what a killed server had begun to write, and leaves what another is writing", async () => {
    await openBlobStore(folder);
    const abandoned = join(folder, "unfinished", "abandoned");
    await writeFile(abandoned, "half a pict");
    await utimes(abandoned, new Date(), new Date(Date.now() - 3_600_000));
    await writeFile(join(folder, "unfinished", "at-work"), "half a pict");
    await openBlobStore(folder);
    expect(await readdir(join(folder, "unfinished"))).toEqual(["at-work"]);
  });

  it("never shows a blob whose writing failed, and takes it when tried again", async () => {
    const blobs = await openBlobStore(folder);
    const bytes = Buffer.from("interrupted");
    await rm(join(folder, "unfinished"), { recursive: true });
    await writeFile(join(folder, "unfinished"), "in the way");
    await expect(blobs.put(bytes)).rejects.toThrow();
    const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
    expect(await blobs.has(sha256)).toBe(false);
    await rm(join(folder, "unfinished"));
    const reopened = await openBlobStore(folder);
    expect(await reopened.put(bytes)).toBe(sha256);
    expect((await blobs.read(sha256)).toString()).toBe("interrupted");
  });
});
