import type { JobContext } from "./job";

const never = () => new AbortController().signal;

/** The context of a job that nobody steers: what is not given does nothing. */
export function alone(given: Pick<JobContext, "workbench" | "blobs" | "show"> & Partial<JobContext>): JobContext {
  return {
    signal: never(),
    enough: never(),
    tell: () => {},
    note: async () => {},
    afterwards: () => {},
    trainings: { trainings: "trainings", datasets: "datasets" },
    ...given,
  };
}
