import { hasEnded, type Work } from "../state/work";

/** How far the image on the stage is pulled, or the one that is on its way. */
export function realismShown({ generate }: Pick<Work, "generate">): number {
  if (generate?.revision?.kind === "generate") return generate.revision.realism;
  const job = generate?.job;
  return job?.kind === "generate" && !hasEnded(job) ? job.realism : 0;
}

/** Whether the image of the place that was asked for does not come: its job failed, or somebody ended it. */
export function isGivenUp({ generate }: Pick<Work, "generate">, asked: number): boolean {
  const job = generate?.revision ? null : generate?.job;
  return job?.kind === "generate" && hasEnded(job) && job.realism === asked;
}

/** T of the image on the stage, else of the search: moving the slider changes realism and nothing else. */
export function stepsShown({ generate, embed }: Pick<Work, "generate" | "embed">): number | null {
  for (const node of [generate, embed]) {
    if (node?.revision && "steps" in node.revision) return node.revision.steps;
    if (node?.job) return node.job.steps;
  }
  return null;
}
