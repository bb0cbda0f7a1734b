import { expect, it } from "vitest";
import { JobId } from "../protocol/ids";
import { type Assignment, Assignments } from "./assignments";

function assignment(digit: string, attempt = 1): Assignment {
  return { jobId: JobId.parse(digit.repeat(32)), attempt, task: {} };
}

/** Work that ends when it is told to, and records how. */
function recorder() {
  const events: string[] = [];
  const ends: (() => void)[] = [];
  const assignments = new Assignments(async ({ jobId, attempt }, { signal }) => {
    const name = `${jobId[0]}/${attempt}`;
    events.push(`${name} begins`);
    await new Promise<void>((resolve) => {
      ends.push(resolve);
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve());
    });
    events.push(`${name} ${signal.aborted ? "aborted" : "done"}`);
  });
  const begun = async (count: number) => {
    while (ends.length < count) await new Promise(setImmediate);
  };
  return { assignments, events, begun, end: (index: number) => ends[index]?.() };
}

it("does one job at a time, in the order they came", async () => {
  const { assignments, events, begun, end } = recorder();
  assignments.take(assignment("a"));
  assignments.take(assignment("b"));
  await begun(1);
  expect(events).toEqual(["a/1 begins"]);
  expect(assignments.busy).toBe(true);
  end(0);
  await begun(2);
  end(1);
  await assignments.idle();
  expect(events).toEqual(["a/1 begins", "a/1 done", "b/1 begins", "b/1 done"]);
  expect(assignments.busy).toBe(false);
});

it("does not take the same attempt twice, but another attempt of the job", async () => {
  const { assignments, events, begun, end } = recorder();
  assignments.take(assignment("a"));
  assignments.take(assignment("a"));
  assignments.take(assignment("a", 2));
  await begun(1);
  end(0);
  await begun(2);
  end(1);
  await assignments.idle();
  expect(events.filter((event) => event.endsWith("begins"))).toEqual(["a/1 begins", "a/2 begins"]);
});

it("cancels the job it is told to, running or waiting, and no other", async () => {
  const { assignments, events, begun, end } = recorder();
  for (const digit of ["a", "b", "c"]) assignments.take(assignment(digit));
  assignments.cancel({ jobId: JobId.parse("b".repeat(32)), attempt: 1 });
  assignments.cancel({ jobId: JobId.parse("c".repeat(32)), attempt: 7 });
  await begun(1);
  end(0);
  await begun(3);
  end(2);
  await assignments.idle();
  expect(events).toContain("a/1 done");
  expect(events).toContain("b/1 aborted");
  expect(events).toContain("c/1 done");
});

it("does work of another lane beside what takes long", async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const assignments = new Assignments(
    async ({ task }) => {
      begun.push(String(task));
      await new Promise<void>((resolve) => ends.push(resolve));
    },
    (task) => (String(task).startsWith("long") ? "long" : "short"),
  );
  assignments.take({ ...assignment("a"), task: "long one" });
  assignments.take({ ...assignment("b"), task: "long two" });
  assignments.take({ ...assignment("c"), task: "short" });
  while (ends.length < 2) await new Promise(setImmediate);
  expect(begun).toEqual(["long one", "short"]);
  ends[0]?.();
  while (ends.length < 3) await new Promise(setImmediate);
  for (const end of ends) end();
  await assignments.idle();
  expect(begun).toEqual(["long one", "short", "long two"]);
});

it("asks a running job for the best so far without cancelling it", async () => {
  const heard: boolean[] = [];
  const assignments = new Assignments(async (_, { signal, enough }) => {
    await new Promise<void>((resolve) => enough.addEventListener("abort", () => resolve()));
    heard.push(enough.aborted, signal.aborted);
  });
  assignments.take(assignment("a"));
  await new Promise(setImmediate);
  assignments.enough(assignment("a"));
  await assignments.idle();
  expect(heard).toEqual([true, false]);
});
