import { z } from "zod";
import { ModelId } from "./ids";
import { Corrections, SeedNumber } from "./values";

const descent = {
  iterations: z.int().min(1).max(20_000),
  /** Of Adam; the paper's is 0.01. */
  learningRate: z.number().positive().max(1),
  /** How the rate goes on: as it is, or falling to 0 over the iterations. */
  rate: z.enum(["constant", "falling"]),
  /** Of reconstructions, unclipped: mean absolute or mean squared error. */
  loss: z.enum(["absolute", "squared"]),
  /** Weight of the seed's mean square; the paper's is 0.005. */
  penalty: z.number().min(0).max(1),
  /** Ends as soon as the mean squared error, pixels 0..1, is below; null for all iterations. */
  wished: z.number().positive().max(1).nullable(),
};

/** How seeds of a picture are found; docs/embedding.md explains each way. */
export const EmbedMethod = z.discriminatedUnion("name", [
  /** One pass of an embedding network. */
  z.object({ name: z.literal("embedder"), embedderId: ModelId }),
  /** The generator's steps backwards, with K corrections each. */
  z.object({ name: z.literal("inversion"), corrections: Corrections }),
  /** Gradient descent from so many random seeds at once, the first drawn from `number`, the next from its successor. */
  z.object({ name: z.literal("descent"), ...descent, seeds: z.int().min(1).max(64), number: SeedNumber }),
  /** Gradient descent from a seed that was found before. */
  z.object({ name: z.literal("refine"), ...descent }),
  /** Embedder or inversion, then the cheapest refinement to a wished error or within a budget of network evaluations. */
  z.object({
    name: z.literal("best"),
    wished: z.number().positive().max(1),
    evaluations: z.int().min(1).max(200_000),
    /** The model's embedder, if it has one. */
    embedderId: ModelId.nullable(),
  }),
  /** The picture itself as the seed, scaled: 1, or the paper's 0.02 to 0.08. */
  z.object({ name: z.literal("image"), strength: z.number().positive().max(1) }),
]);
export type EmbedMethod = z.infer<typeof EmbedMethod>;
export type EmbedMethodName = EmbedMethod["name"];

/** One point of the error on the way to a seed. */
export const ErrorPoint = z.object({
  /** Network evaluations spent so far, forwards and backwards counting one each. */
  evaluations: z.int().min(0),
  /** Of the best reconstruction so far, pixels 0..1, unclipped. */
  meanSquaredError: z.number().min(0),
});
export type ErrorPoint = z.infer<typeof ErrorPoint>;

/** What a part of the way cost and brought. */
export const Stage = z.object({
  name: z.enum(["embedder", "inversion", "descent", "image"]),
  evaluations: z.int().min(0),
  milliseconds: z.number(),
  meanSquaredError: z.number().min(0).nullable(),
});
export type Stage = z.infer<typeof Stage>;

/** Why a way ended before all that it was asked for. */
export const EndedBy = z.enum(["finished", "wished-error", "budget", "stopped", "diverged"]);
export type EndedBy = z.infer<typeof EndedBy>;
