import type { EmbedMethod } from "./embedding";

/** What is known of the ways to a seed without their schemas, which no browser needs to load. */

/** The paper's recipe of descent (section 5.1). */
export const publishedDescent = {
  learningRate: 0.01,
  rate: "constant",
  loss: "absolute",
  penalty: 0.005,
  wished: null,
} as const;

/** Whether a way to a seed can be paused, and ended with the best so far. */
export function isIterative({ name }: Pick<EmbedMethod, "name">): boolean {
  return name === "descent" || name === "refine" || name === "best";
}
