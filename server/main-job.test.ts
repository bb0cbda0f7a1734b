import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyEvent } from "../components/studio/state/apply-event";
import type { Snapshot } from "../protocol/events";
import { Guest, type Visit } from "./testing/guest";
import { paintPicture } from "./testing/pictures";
import { RunningServer } from "./testing/server";

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
}, 180_000);
afterAll(() => server.stop());

async function openSession(): Promise<{ guest: Guest; session: string; visit: Visit }> {
  const guest = new Guest(server.address);
  const session = await guest.startSession();
  const visit = await guest.visit(session);
  await visit.untilModels();
  return { guest, session, visit };
}

async function uploadAndEmbed(guest: Guest, session: string, hue: number, query: Record<string, string> = {}) {
  const response = await guest.upload(session, await paintPicture(hue), { model: "fashion-32", ...query });
  expect(response.status).toBe(201);
  return (await response.json()) as { pictureId: string; jobId: string };
}

describe("a picture dropped into a session", () => {
  test("is embedded, generated and told to both members, with every frame in order", async () => {
    const { guest, session, visit } = await openSession();
    const other = await new Guest(server.address).visit(session);
    const { pictureId } = await uploadAndEmbed(guest, session, 0);

    const [mine, theirs] = await Promise.all([
      visit.untilRevision("generate", pictureId),
      other.untilRevision("generate", pictureId),
    ]);
    expect(theirs).toEqual(mine);
    expect(mine.metrics?.meanSquaredError).toBeGreaterThan(0);
    expect(mine.steps).toBe(10);

    for (const phase of ["inversion", "generation"] as const) {
      const seen = other.frames.filter(({ header }) => header.phase === phase).map(({ header }) => header.step);
      expect(seen).toEqual([...seen].sort((one, next) => one - next));
      expect(seen.at(-1)).toBe(10);
    }
    const embed = await visit.untilRevision("embed", pictureId);
    expect(embed.evaluations).toBe(40);
    expect(mine.parentId).toBe(embed.id);

    for (const [path, type] of [
      [`pictures/${pictureId}/display`, "image/webp"],
      [`seeds/${embed.seedId}/preview`, "image/png"],
      [`seeds/${embed.seedId}/tensor`, "application/octet-stream"],
      [`revisions/${embed.id}/target`, "image/png"],
      [`revisions/${mine.id}/image`, "image/png"],
      [`revisions/${mine.id}/trajectory`, "image/webp"],
      [`revisions/${mine.id}/animation`, "image/webp"],
    ] as const) {
      const response = await guest.fetch(`/api/sessions/${session}/${path}`);
      expect([path, response.status, response.headers.get("content-type")]).toEqual([path, 200, type]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
    visit.leave();
    other.leave();
  });

  test("whose events are folded gives what a newcomer is told", async () => {
    const { guest, session, visit } = await openSession();
    const { pictureId } = await uploadAndEmbed(guest, session, 30);
    await visit.ask("newSeed", { modelId: "fashion-32" as never, number: 7 });
    await visit.ask("renameSession", { name: "Leaves" });
    await visit.ask("changePerson", { name: "Ada", color: "rose" });
    await visit.untilRevision("generate", pictureId);
    await visit.until("the seed's picture", () =>
      visit.changes.find(
        (change) => change.noun === "revision" && change.row.kind === "generate" && change.row.pictureId !== pictureId,
      ),
    );
    await visit.until("the job rows to say done", () => {
      const states = new Map(
        visit.changes.flatMap((c) => (c.noun === "job" ? [[c.row.id, c.row.state] as const] : [])),
      );
      return [...states.values()].every((state) => state === "done") ? true : undefined;
    });
    const newcomer = await guest.visit(session);
    const folded = visit.events.reduce<Snapshot>(applyEvent, visit.snapshot);
    expect(sorted(folded)).toEqual(sorted(newcomer.snapshot));
    visit.leave();
    newcomer.leave();
  });

  test("twice is stored once, and the same request again is the same job", async () => {
    const { guest, session, visit } = await openSession();
    const { pictureId, jobId } = await uploadAndEmbed(guest, session, 60);
    await visit.untilJob(jobId, ["done"]);
    const before = visit.events.length;
    const again = await visit.ask("embed", { pictureId, modelId: "fashion-32" } as never);
    expect(again).toEqual({ ok: true, value: { jobId } });
    const more = await visit.ask("embed", {
      pictureId,
      modelId: "fashion-32",
      method: { name: "inversion", corrections: 1 },
    } as never);
    expect(more.ok && more.value.jobId).not.toBe(jobId);
    await visit.until("something new", () => (visit.events.length > before ? true : undefined));
    visit.leave();
  });
});

describe("jobs", () => {
  test("of one control: the newest wins, the others are cancelled", async () => {
    const { guest, session, visit } = await openSession();
    const { pictureId, jobId } = await uploadAndEmbed(guest, session, 90);
    await visit.untilJob(jobId, ["done"]);
    const asked = await Promise.all(
      [2, 4, 5, 6].map((corrections) =>
        visit.ask("embed", {
          pictureId,
          modelId: "fashion-32",
          method: { name: "inversion", corrections },
          steps: 30,
        } as never),
      ),
    );
    const ids = asked.map((answer) => (answer.ok ? answer.value.jobId : ""));
    const last = await visit.until("one job to be left", () => {
      const states = new Map(
        visit.changes.flatMap((c) => (c.noun === "job" ? [[c.row.id, c.row.state] as const] : [])),
      );
      const left = ids.filter((id) => states.get(id as never) !== "cancelled");
      return left.length === 1 ? left[0] : undefined;
    });
    await visit.untilJob(last as string, ["done"]);
    visit.leave();
  });

  test("can be cancelled while they run, and asked for again", async () => {
    const { guest, session, visit } = await openSession();
    const { jobId } = await uploadAndEmbed(guest, session, 120, { steps: "60", corrections: "8" });
    await visit.untilJob(jobId, ["running"]);
    expect(await visit.ask("cancelJob", { jobId } as never)).toEqual({ ok: true, value: null });
    await visit.untilJob(jobId, ["cancelled"]);
    expect(await visit.ask("cancelJob", { jobId } as never)).toMatchObject({
      ok: false,
      problem: { code: "job_finished" },
    });
    expect((await visit.ask("retryJob", { jobId } as never)).ok).toBe(true);
    await visit.untilJob(jobId, ["done"]);
    visit.leave();
  });

  test("show a latecomer the frames so far", async () => {
    const { guest, session, visit } = await openSession();
    const { jobId } = await uploadAndEmbed(guest, session, 150, { steps: "60", corrections: "8" });
    await visit.until("a few frames", () => (visit.frames.length >= 5 ? true : undefined));
    const late = await new Guest(server.address).visit(session);
    await late.until("the first frame", () => late.frames.find(({ header }) => header.step === 1));
    await visit.ask("cancelJob", { jobId } as never);
    visit.leave();
    late.leave();
  });
});

test("a returning page gets only what it missed, one too far behind a snapshot", async () => {
  const { guest, session, visit } = await openSession();
  const had = visit.snapshot.sequence;
  for (const name of ["One", "Two", "Three"]) await visit.ask("renameSession", { name });
  visit.leave();
  const back = await guest.visit(session, { after: had });
  expect("events" in back.welcome && back.welcome.events.map(({ sequence }) => sequence)).toEqual([
    had + 1,
    had + 2,
    had + 3,
  ]);
  back.leave();
  const confused = await guest.visit(session, { after: 9999 });
  expect(confused.snapshot.session.name).toBe("Three");
  confused.leave();
});

test("the same number draws the same seed", async () => {
  const { guest, session, visit } = await openSession();
  const bytes: string[] = [];
  for (const model of ["fashion-32"]) {
    const drawn = await visit.ask("newSeed", { modelId: model as never, number: 42 });
    if (!drawn.ok) throw new Error(drawn.problem.message);
    const { seedId } = await visit.untilRevision("generate", drawn.value.pictureId);
    bytes.push(
      Buffer.from(await (await guest.fetch(`/api/sessions/${session}/seeds/${seedId}/tensor`)).arrayBuffer()).toString(
        "hex",
      ),
    );
    const again = await visit.ask("newSeed", { modelId: model as never, number: 42 });
    expect(again).toEqual(drawn);
  }
  const elsewhere = await openSession();
  const drawn = await elsewhere.visit.ask("newSeed", { modelId: "fashion-32" as never, number: 42 });
  if (!drawn.ok) throw new Error(drawn.problem.message);
  const { seedId } = await elsewhere.visit.untilRevision("generate", drawn.value.pictureId);
  const response = await elsewhere.guest.fetch(`/api/sessions/${elsewhere.session}/seeds/${seedId}/tensor`);
  expect(Buffer.from(await response.arrayBuffer()).toString("hex")).toBe(bytes[0]);
  visit.leave();
  elsewhere.visit.leave();
});

function sorted(snapshot: Snapshot): Snapshot {
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  return {
    ...snapshot,
    people: snapshot.people.toSorted(byId),
    pictures: snapshot.pictures.toSorted(byId),
    seeds: snapshot.seeds.toSorted(byId),
    revisions: snapshot.revisions.toSorted(byId),
    jobs: snapshot.jobs.toSorted(byId),
  };
}
