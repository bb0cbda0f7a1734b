import { describe, expect, it } from "vitest";
import { openEngine } from ".";

describe("SEEDBED_THREADS", () => {
  const opened = (threads: string) =>
    openEngine({ environment: { ...process.env, SEEDBED_DEVICE: "cpu", SEEDBED_THREADS: threads } });

  it.each(["0", "1.5", "many", "-1"])("is refused by name where it is %s", async (threads) => {
    await expect(opened(threads)).rejects.toThrow(`SEEDBED_THREADS is ${threads}`);
  });

  it("is taken where it is a number of threads", async () => {
    await (await opened("1")).dispose();
  });
});
