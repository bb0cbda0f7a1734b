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
  const assignments = new Assignments(async ({ jobId, attempt }, signal) => {
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
