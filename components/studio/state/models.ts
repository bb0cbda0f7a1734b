import type { EmbedMethod } from "@/protocol/embedding";
import type { Model, WorkerStatus } from "@/protocol/entities";

/** All models of a session: the workers' own, then those that were trained in it, which any worker that makes pictures fetches. */
export function modelsOf(
  ofWorkers: readonly Model[],
  trainedHere: readonly Model[],
  workers: readonly WorkerStatus[],
): readonly Model[] {
  const known = new Set(ofWorkers.map(({ id }) => id));
  const available = workers.some((worker) => !worker.trains);
  return [...ofWorkers, ...trainedHere.filter(({ id }) => !known.has(id)).map((model) => ({ ...model, available }))];
}

/** From which images are generated. */
export function denoisersOf(models: readonly Model[]): readonly Model[] {
  return models.filter(({ kind }) => kind === "denoiser");
}

/** Which find the seeds of one denoiser in one pass; the best first. */
export function embeddersOf(models: readonly Model[], generatorId: string): readonly Model[] {
  // Of pixels 0..1, so one that says nothing is the last.
  const error = ({ meanSquaredError }: Model) => meanSquaredError ?? 1;
  return models
    .filter((model) => model.kind === "embedder" && model.generatorId === generatorId)
    .sort((one, other) => error(one) - error(other));
}

/** The best of them that can be used now. */
export function embedderOf(models: readonly Model[], generatorId: string): Model | null {
  return embeddersOf(models, generatorId).find(({ available }) => available) ?? null;
}

/** Mean squared error of pixels 0..1, 25 dB: an embedder that comes no nearer answers only who asks for it. */
const nearEnough = 0.003;

/** Whether an embedder comes near enough to be taken where nobody has chosen a method. */
export function answersUnasked({ meanSquaredError }: Model): boolean {
  return (meanSquaredError ?? 1) <= nearEnough;
}

/** Whether a connected worker has the model, and the embedder that the method needs. */
export function isHere(models: readonly Model[], modelId: string, method?: EmbedMethod): boolean {
  const embedderId = method && "embedderId" in method ? method.embedderId : null;
  return [modelId, embedderId].every(
    (needed) => needed === null || models.some(({ id, available }) => id === needed && available),
  );
}
