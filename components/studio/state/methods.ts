import type { EmbedMethod, EmbedMethodName } from "@/protocol/embedding";
import { publishedDescent } from "@/protocol/methods";

/** One of the ways to a seed, with all that it is asked with. */
export type Method<Name extends EmbedMethodName> = Extract<EmbedMethod, { name: Name }>;
export type DescentMethod = Method<"descent"> | Method<"refine">;

/** How seeds are to be found, chosen in the inspector and remembered by this browser. */
export interface MethodSettings {
  /** Null until somebody chooses: the embedder where the model has one, else inversion. */
  readonly chosen: EmbedMethodName | null;
  readonly descent: Method<"descent">;
  readonly refine: Method<"refine">;
  readonly best: Pick<Method<"best">, "wished" | "evaluations">;
  readonly image: Method<"image">;
}

export const startingMethods: MethodSettings = {
  chosen: null,
  descent: { name: "descent", ...publishedDescent, iterations: 1500, seeds: 1, number: 0 },
  refine: { name: "refine", ...publishedDescent, iterations: 100 },
  best: { wished: 0.0001, evaluations: 500 },
  image: { name: "image", strength: 1 },
};

/** The protocol's bounds; a test holds them to it. */
export const bounds = {
  iterations: [1, 20_000],
  seeds: [1, 64],
  number: [0, 0xffffffff],
  evaluations: [1, 200_000],
  learningRate: [1e-6, 1],
  penalty: [0, 1],
  wished: [1e-9, 1],
  strength: [0.01, 1],
} as const satisfies Record<string, readonly [lowest: number, highest: number]>;

const names: readonly EmbedMethodName[] = ["embedder", "inversion", "descent", "refine", "best", "image"];

/** The settings among what was stored, as far as they can still be used. */
export function readMethods(stored: unknown): MethodSettings {
  const methods = fields(stored);
  const { descent, refine, best, image } = startingMethods;
  const kept = { descent: fields(methods.descent), best: fields(methods.best), image: fields(methods.image) };
  return {
    chosen: names.find((name) => name === methods.chosen) ?? null,
    descent: {
      ...descent,
      ...readRecipe(kept.descent, descent),
      seeds: number(kept.descent.seeds, "seeds", descent.seeds),
      number: number(kept.descent.number, "number", descent.number),
    },
    refine: { ...refine, ...readRecipe(fields(methods.refine), refine) },
    best: {
      wished: number(kept.best.wished, "wished", best.wished),
      evaluations: number(kept.best.evaluations, "evaluations", best.evaluations),
    },
    image: { ...image, strength: number(kept.image.strength, "strength", image.strength) },
  };
}

function readRecipe(stored: Record<string, unknown>, fallback: DescentMethod) {
  return {
    iterations: number(stored.iterations, "iterations", fallback.iterations),
    learningRate: number(stored.learningRate, "learningRate", fallback.learningRate),
    rate: stored.rate === "falling" ? ("falling" as const) : ("constant" as const),
    loss: stored.loss === "squared" ? ("squared" as const) : ("absolute" as const),
    penalty: number(stored.penalty, "penalty", fallback.penalty),
    wished: typeof stored.wished === "number" ? number(stored.wished, "wished", 1) : null,
  };
}

const whole = new Set<keyof typeof bounds>(["iterations", "seeds", "number", "evaluations"]);

function number(value: unknown, name: keyof typeof bounds, fallback: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return fallback;
  const [lowest, highest] = bounds[name];
  const within = Math.min(highest, Math.max(lowest, value));
  return whole.has(name) ? Math.round(within) : within;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
