import type { EmbedMethod, EmbedMethodName } from "@/protocol/embedding";
import type { Model } from "@/protocol/entities";
import type { SeedId } from "@/protocol/ids";
import type { Frame } from "../../state/actions";
import { bounds, type Method } from "../../state/methods";
import { answersUnasked, embedderOf, embeddersOf, isHere } from "../../state/models";
import { type Settings, usableModel } from "../../state/settings";
import type { Work } from "../../state/work";

/** All that a search for a seed is asked with. */
export interface Way {
  readonly method: EmbedMethod;
  readonly startSeedId?: SeedId;
  /** Of a refinement: what its seed was found for. */
  readonly frame?: Frame;
}

/** Why a method cannot be used just now, and whether the page of models can change that. */
export interface Obstacle {
  readonly reason: string;
  readonly atModels: boolean;
}

/** What the inspector knows when it asks. */
export interface Situation {
  readonly settings: Settings;
  readonly models: readonly Model[];
  readonly work: Work | null;
}

export const methodNames: readonly EmbedMethodName[] = ["embedder", "inversion", "descent", "refine", "best", "image"];

export function wayBy(name: EmbedMethodName, situation: Situation): Way | Obstacle {
  const { corrections, methods } = situation.settings;
  const embedder = embedderFor(situation);
  switch (name) {
    case "embedder":
      return embedder ? { method: { name, embedderId: embedder.id } } : withoutEmbedder(situation);
    case "inversion":
      return { method: { name, corrections } };
    case "descent":
      return { method: methods.descent };
    case "refine":
      return refinementOf(situation.work, methods.refine);
    case "best":
      return { method: { name, ...methods.best, embedderId: embedder?.id ?? null } };
    case "image":
      return { method: methods.image };
  }
}

/** The way as it can be asked for from the stage, and whether all that it needs is here; null where there is none. */
export function askedBy(name: EmbedMethodName, situation: Situation): (Way & { readonly isReady: boolean }) | null {
  const way = wayBy(name, situation);
  const { settings, models, work } = situation;
  if (work?.picture.origin !== "upload" || !("method" in way)) return null;
  const modelId = way.frame?.modelId ?? usableModel(models, settings.modelId)?.id;
  return { ...way, isReady: modelId !== undefined && isHere(models, modelId, way.method) };
}

/** The chosen method where it can be used, else the quickest that comes near. */
export function methodInUse(situation: Situation): EmbedMethodName {
  const { chosen } = situation.settings.methods;
  if (chosen && "method" in wayBy(chosen, situation)) return chosen;
  const embedder = embedderFor(situation);
  return embedder && answersUnasked(embedder) ? "embedder" : "inversion";
}

/** Descent from the seed that is shown, for the picture, model and steps that it was found for. */
export function refinementOf(work: Work | null, method: EmbedMethod): Way | Obstacle {
  const found = work?.embed?.revision;
  if (!work?.seed?.statistics || found?.kind !== "embed")
    return { reason: "Needs a seed of the picture on the stage.", atModels: false };
  const { modelId, crop, steps } = found;
  return { method, startSeedId: work.seed.id, frame: { modelId, crop, steps } };
}

/**
 * A descent once more as a refinement of what was found, for a wished error that was reached would end it at once; Best
 * again with twice the budget and a tenth of the wished error. Null of ways that have no longer one.
 */
export function continued(method: EmbedMethod): Method<"refine" | "best"> | null {
  if (method.name === "best") {
    const { evaluations, wished } = bounds;
    return {
      ...method,
      evaluations: Math.min(evaluations[1], 2 * method.evaluations),
      wished: Math.max(wished[0], method.wished / 10),
    };
  }
  if (method.name !== "descent" && method.name !== "refine") return null;
  const { iterations, learningRate, rate, loss, penalty } = method;
  return { name: "refine", iterations, learningRate, rate, loss, penalty, wished: null };
}

/** What a method costs: evaluations of the network, forwards and backwards counting one each. */
export function evaluationsOf(method: EmbedMethod, steps: number): number {
  switch (method.name) {
    case "embedder":
      return 1;
    case "inversion":
      return steps * (1 + method.corrections);
    case "descent":
      return 2 * steps * method.iterations * method.seeds;
    case "refine":
      return 2 * steps * method.iterations;
    case "best":
      return method.evaluations;
    case "image":
      return 0;
  }
}

function embedderFor({ settings, models }: Situation): Model | null {
  const model = usableModel(models, settings.modelId);
  return model && embedderOf(models, model.id);
}

function withoutEmbedder({ settings, models }: Situation): Obstacle {
  const model = usableModel(models, settings.modelId);
  const isAway = model && embeddersOf(models, model.id).length > 0;
  return isAway
    ? { reason: "This model's is not connected.", atModels: true }
    : { reason: "None for this model yet.", atModels: true };
}
