import { describe, expect, it } from "vitest";
import { forecast } from "./forecast";
import { publishedSettings } from "./recipe";

/** A course whose steps take so many milliseconds; those with a picture's seed, longer the first time. */
function courseOf(steps: number, millisecondsOf: (step: number, again: boolean) => number) {
  const seen = new Set<number>();
  let time = 0;
  const learner = {
    async evaluate(step: number) {
      time += millisecondsOf(step, seen.has(step));
      seen.add(step);
    },
  };
  const course = { plan: { steps }, learner, weights: new Map() } as unknown as Parameters<typeof forecast>[0];
  return [course, () => time] as const;
}
const described = (more: object) => ({ settings: { ...publishedSettings, batch: 8 }, ...more }) as never;

describe("a forecast", () => {
  it("counts steps of pairs and of pictures as long as each takes", async () => {
    const [course, now] = courseOf(100, (step) => (step <= 40 ? 2 : 10));
    const { seconds, secondsPerStep } = await forecast(course, described({ pairSteps: 40 }), now);
    expect(seconds).toBeCloseTo(40 * 0.002 + 60 * 0.01, 9);
    expect(secondsPerStep).toBeCloseTo(0.01, 9);
  });

  it("counts the finding of seeds once for every picture", async () => {
    const [course, now] = courseOf(100, (_, again) => (again ? 2 : 20));
    const inverted = { pictures: 80, corrections: 5, file: "" };
    const { seconds } = await forecast(course, described({ pairSteps: 100, inverted }), now);
    expect(seconds).toBeCloseTo(10 * 0.018 + 100 * 0.002, 9);
  });
});
