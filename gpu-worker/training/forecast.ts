import type { Course, CourseDescription } from "./course";

export interface Forecast {
  /** Of the kind of step that a training ends with. */
  readonly secondsPerStep: number;
  /** Of all its steps, without the points of the curve. */
  readonly seconds: number;
}

const measured = 3;

/**
 * What a training will take, by a few steps of every kind that it has; the weights stay as they are. `now` tells
 * milliseconds.
 */
export async function forecast(
  { learner, plan, weights }: Course,
  description: CourseDescription,
  now = () => performance.now(),
): Promise<Forecast> {
  async function secondsOf(step: number): Promise<number> {
    const began = now();
    await learner.evaluate(step, weights);
    return (now() - began) / 1000;
  }
  async function leastFrom(first: number): Promise<number> {
    const times: number[] = [];
    for (let step = first; step < first + measured; step++) times.push(await secondsOf(step));
    return Math.min(...times);
  }

  const { pairSteps = 0, inverted, settings } = description;
  const paired = Math.min(pairSteps, plan.steps);
  const [pair, picture] = [
    paired > 0 ? await leastFrom(1) : 0,
    paired < plan.steps ? await leastFrom(pairSteps + 1) : 0,
  ];
  if (paired === 0 || !inverted) return { secondsPerStep: picture || pair, seconds: total(pair, picture) };
  // The same steps again: their seeds are known now.
  const known = await leastFrom(1);
  const finding = Math.min(paired, Math.ceil(inverted.pictures / settings.batch));
  const found = Math.max(0, pair - known) * finding;
  return { secondsPerStep: picture || known, seconds: found + total(known, picture) };

  function total(secondsOfPair: number, secondsOfPicture: number): number {
    return secondsOfPair * paired + secondsOfPicture * (plan.steps - paired);
  }
}
