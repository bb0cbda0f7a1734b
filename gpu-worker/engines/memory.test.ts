import { describe, expect, it } from "vitest";
import { memoryBudget, showBytes } from "./memory";

describe("the memory that an engine may take", () => {
  it.each([
    ["2.5G", 2.5 * 2 ** 30],
    ["800M", 800 * 2 ** 20],
    ["800 MB", 800 * 2 ** 20],
    ["512KiB", 512 * 2 ** 10],
    ["123456", 123456],
  ])("is what SEEDBED_MEMORY says: %s", (asked, bytes) => {
    expect(memoryBudget({ NODE_ENV: "test", SEEDBED_MEMORY: asked })).toBe(bytes);
  });

  it("is half of what is free, unless it is said", () => {
    expect(memoryBudget({ NODE_ENV: "test" }, 1000)).toBe(500);
  });

  it.each(["much", "-1G", "0", "2.5T"])("is no amount where it is %s", (asked) => {
    expect(() => memoryBudget({ NODE_ENV: "test", SEEDBED_MEMORY: asked })).toThrow(/SEEDBED_MEMORY is/);
  });

  it("is shown as people say it", () => {
    expect([showBytes(2.5 * 2 ** 30), showBytes(300 * 2 ** 20)]).toEqual(["2.5 GB", "300 MB"]);
  });
});
