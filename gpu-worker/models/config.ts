import { z } from "zod";
import { Problem } from "../../protocol/errors";
import type { Embedding, Schedule as NoiseSchedule } from "../diffusion/schedule";

const Width = z.int().min(1).max(4096);

const UnetNetwork = z.object({
  family: z.literal("unet"),
  /** Channels at each resolution, the full one first; each next one is half as wide and high. */
  widths: z.array(Width).min(1).max(8),
  /** Residual blocks at each resolution. */
  blockDepth: z.int().min(1).max(8),
  /** Sines and cosines of the noise variance; an embedder has none. */
  embedding: z.object({ dims: z.int().min(2).max(1024).multipleOf(2), maxFrequency: z.number().positive() }).optional(),
});

/** Convolutions one after the other, an embedder's: the channels between them, and the side of each kernel. */
const ConvolutionsNetwork = z
  .object({
    family: z.literal("convolutions"),
    widths: z.array(Width).max(16),
    sides: z
      .array(z.literal([1, 3, 5, 7, 9, 11, 13, 15]))
      .min(1)
      .max(17),
  })
  .refine(({ widths, sides }) => sides.length === widths.length + 1, "needs one side more than widths");

const Network = z.discriminatedUnion("family", [UnetNetwork, ConvolutionsNetwork]);
export type Network = z.infer<typeof Network>;

const Schedule = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("continuous-cosine"),
      minSignalRate: z.number().gt(0).lt(1),
      maxSignalRate: z.number().gt(0).lte(1),
    })
    .refine(({ minSignalRate, maxSignalRate }) => minSignalRate < maxSignalRate, "minSignalRate must be the smaller"),
  z.object({ kind: z.literal(["linear", "quadratic", "cosine"]) }),
]);

/** `model.json`, format 1: what a model is, beside its weights. */
export const ModelConfig = z
  .object({
    format: z.literal(1, "must be 1; a newer Seedbed may have written this model"),
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "may hold small letters, digits, dots and dashes"),
    kind: z.enum(["denoiser", "embedder"]),
    /** For people: what it draws, and in a sentence what it learnt from and is good for. */
    title: z.string().optional(),
    summary: z.string().optional(),
    channels: z.int().min(1).max(64),
    /** Height and width in pixels. */
    size: z.int().min(1).max(1024),
    network: Network,
    schedule: Schedule.optional(),
    /** pixel = mean + std * x, for each channel, pixels in 0..1. */
    normalization: z.object({ mean: z.array(z.number()), std: z.array(z.number().positive()) }),
    data: z
      .object({
        name: z.string(),
        /** Pictures that were learnt from, and those that were not. */
        count: z.int().optional(),
        heldOut: z.int().optional(),
        /** sha256 of the pictures that were learnt from, as bytes. */
        hash: z.string().optional(),
        licence: z.string().optional(),
      })
      .optional(),
    /** sha256 of weights.safetensors. */
    weightsHash: z.string().optional(),
    training: z.record(z.string(), z.unknown()).optional(),
  })
  .superRefine((config, context) => {
    const { channels, size, network, normalization } = config;
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    for (const moment of ["mean", "std"] as const)
      if (normalization[moment].length !== channels)
        refuse(["normalization", moment], `must hold ${channels} numbers, one for each channel`);
    const halvings = network.family === "unet" ? network.widths.length - 1 : 0;
    const embedding = network.family === "unet" ? network.embedding : undefined;
    if (size % 2 ** halvings !== 0)
      refuse(
        ["size"],
        `must be divisible by ${2 ** halvings}, because ${halvings + 1} widths halve it ${halvings} times`,
      );
    if (config.kind === "denoiser" && !embedding) refuse(["network", "embedding"], "is missing");
    if (config.kind === "denoiser" && !config.schedule) refuse(["schedule"], "is missing");
    if (config.kind === "embedder" && embedding) refuse(["network", "embedding"], "is not for an embedder");
  });
export type ModelConfig = z.infer<typeof ModelConfig>;

/** Throws `bad_request` with the first thing that is wrong in what `source` said. */
export function checkedConfig(config: unknown, source: string): ModelConfig {
  const parsed = ModelConfig.safeParse(config);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Problem("bad_request", `${source}: ${issue?.path.join(".") || "it"} ${issue?.message}`);
}

/** What a denoiser says of itself beside what every model says. */
export interface DenoiserParts {
  readonly network: z.infer<typeof UnetNetwork>;
  readonly embedding: Embedding;
  readonly schedule: NoiseSchedule;
}

/** Throws `bad_request` where the model is no denoiser. */
export function denoiserParts({ name, kind, network, schedule }: ModelConfig): DenoiserParts {
  if (kind !== "denoiser" || network.family !== "unet" || !network.embedding || !schedule)
    throw new Problem("bad_request", `${name} is an ${kind}, not a denoiser`);
  return { network, embedding: network.embedding, schedule };
}

/** What an embedder's card says that it reaches on held-out pictures; null where it says nothing, as a denoiser's. */
export function measuredError({ kind, training }: ModelConfig): number | null {
  const { meanSquaredError } = training ?? {};
  return kind === "embedder" && typeof meanSquaredError === "number" ? meanSquaredError : null;
}
