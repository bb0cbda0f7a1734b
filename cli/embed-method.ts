import { EmbedMethod } from "../protocol/embedding";
import { publishedDescent } from "../protocol/methods";
import { Complaint } from "./complaint";

export const embedMethodNames = ["embedder", "inversion", "descent", "refine", "best", "image"] as const;
export type EmbedMethodName = (typeof embedMethodNames)[number];

/** What a person may say of a method; each is for some methods alone. */
export interface EmbedMethodOptions {
  readonly method?: EmbedMethodName;
  readonly embedder?: string;
  readonly corrections?: number;
  readonly iterations?: number;
  readonly learningRate?: number;
  readonly rate?: "constant" | "falling";
  readonly loss?: "absolute" | "squared";
  readonly penalty?: number;
  readonly seeds?: number;
  readonly number?: number;
  readonly start?: string;
  readonly wished?: number;
  readonly evaluations?: number;
  readonly strength?: number;
}

const ofDescent = ["iterations", "learningRate", "rate", "loss", "penalty", "wished"] as const;
const optionsOf: Readonly<Record<EmbedMethodName, readonly (keyof EmbedMethodOptions)[]>> = {
  embedder: ["embedder"],
  inversion: ["corrections"],
  descent: [...ofDescent, "seeds", "number"],
  refine: [...ofDescent, "start"],
  best: ["wished", "evaluations", "embedder"],
  image: ["strength"],
};

/** As published, but for the iterations, of which the paper takes 1,500. */
const descentDefaults = { ...publishedDescent, iterations: 300 };
const bestDefaults = { wished: 1e-4, evaluations: 500 };

/**
 * The method that options describe: inversion unless they say another, or name an embedder. `embedderId` is that of the
 * embedder they name. Throws a Complaint for an option that is another method's, and for one that is missing.
 */
export function methodOf(options: EmbedMethodOptions, embedderId: string | null): EmbedMethod {
  const name = options.method ?? (options.embedder === undefined ? "inversion" : "embedder");
  expectFitting(name, options);
  const { wished = null, embedder: _, start: __, method: ___, ...said } = options;
  switch (name) {
    case "embedder":
      return EmbedMethod.parse({ name, embedderId });
    case "inversion":
      return EmbedMethod.parse({ name, corrections: 3, ...said });
    case "descent":
      return EmbedMethod.parse({ name, ...descentDefaults, seeds: 1, number: 0, ...said, wished });
    case "refine":
      return EmbedMethod.parse({ name, ...descentDefaults, ...said, wished });
    case "best":
      return EmbedMethod.parse({ name, ...bestDefaults, ...said, wished: wished ?? bestDefaults.wished, embedderId });
    case "image":
      return EmbedMethod.parse({ name, strength: 1, ...said });
  }
}

function expectFitting(name: EmbedMethodName, options: EmbedMethodOptions): void {
  const given = (Object.keys(options) as (keyof EmbedMethodOptions)[]).filter(
    (option) => option !== "method" && options[option] !== undefined,
  );
  const foreign = given.find((option) => !optionsOf[name].includes(option));
  if (foreign !== undefined) {
    const owners = embedMethodNames.filter((other) => optionsOf[other].includes(foreign));
    throw new Complaint("bad_usage", `${flagOf(foreign)} is for --method ${owners.join(" and ")}, not for ${name}.`);
  }
  if (name === "embedder" && options.embedder === undefined)
    throw new Complaint("bad_usage", "Name the embedder: --embedder MODEL.");
  if (name === "refine" && options.start === undefined)
    throw new Complaint("bad_usage", "Say which seed is to be refined: --start SEED.npy.");
}

function flagOf(option: string): string {
  return `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
