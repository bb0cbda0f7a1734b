import { expect, it } from "vitest";
import { duration, timeLeft } from "./time";

it("says how long something took, and never sixty of a smaller unit", () => {
  expect([840, 1530, 75_000].map(duration)).toEqual(["840 ms", "1.5 s", "1 min 15 s"]);
  expect([999.7, 59_970, 119_600].map(duration)).toEqual(["1.0 s", "1 min 0 s", "2 min 0 s"]);
});

it("says how long something takes yet, no finer than it is known", () => {
  expect([3, 41, 200, 600, 5400 * 3, 360_000].map(timeLeft)).toEqual([
    "a few seconds left",
    "about 45 s left",
    "about 3 min left",
    "about 10 min left",
    "about 4.5 h left",
    "about 4 days left",
  ]);
});
