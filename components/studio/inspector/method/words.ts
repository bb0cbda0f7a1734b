import type { EmbedMethod, EmbedMethodName, EndedBy, Stage } from "@/protocol/embedding";

interface MethodWords {
  /** For everyone. */
  readonly name: string;
  /** The exact term, for those who know it. */
  readonly term: string;
  /** What it does, in a sentence. */
  readonly sentence: string;
}

export const methodWords: Record<EmbedMethodName, MethodWords> = {
  embedder: {
    name: "At once",
    term: "Embedding network: one pass of a network that learnt to find this model's seeds.",
    sentence: "One look of a network that has learnt it. The quickest way.",
  },
  inversion: {
    name: "Step by step backwards",
    term: "Fixed-point inversion: the generator's steps solved backwards, each corrected K times, the best residual kept.",
    sentence: "The generator's own steps, run backwards and corrected.",
  },
  descent: {
    name: "Descent",
    term: "Gradient descent on the seed from random noise (Adam), as published.",
    sentence: "Starts from random noise and changes it little by little until the picture grows.",
  },
  refine: {
    name: "Refine this seed",
    term: "Gradient descent on the seed, from the one that is shown (the paper's fine-tuning).",
    sentence: "Changes the seed that is shown little by little until the picture grows closer.",
  },
  best: {
    name: "Best",
    term: "Embedder or inversion, then the cheapest refinement that reaches the wished error or spends the budget.",
    sentence: "A quick start, then only as much refinement as it takes.",
  },
  image: {
    name: "The picture itself (for teaching)",
    term: "The picture, scaled, in place of a seed: the paper's first figures.",
    sentence: "Shows what happens when the picture is taken for its seed.",
  },
};

/** A method and its most telling setting, for a line of the history. */
export function methodInShort(method: EmbedMethod): string {
  switch (method.name) {
    case "embedder":
      return "at once";
    case "inversion":
      return `K ${method.corrections}`;
    case "descent":
      return `descent, ${counted(method.iterations, "iteration")}`;
    case "refine":
      return `refined, ${counted(method.iterations, "iteration")}`;
    case "best":
      return `best, up to ${counted(method.evaluations, "evaluation")}`;
    case "image":
      return method.strength === 1 ? "the picture itself" : `the picture × ${method.strength}`;
  }
}

/** The method by its exact name, for the numbers. */
export function methodByName(method: EmbedMethod): string {
  switch (method.name) {
    case "embedder":
      return `Embedder ${method.embedderId}`;
    case "inversion":
      return `Inversion, K ${method.corrections}`;
    case "descent":
      return method.seeds === 1 ? "Descent" : `Descent, ${method.seeds} seeds`;
    case "refine":
      return "Descent from a seed";
    case "best":
      return "Best";
    case "image":
      return `Picture × ${method.strength}`;
  }
}

export const stageNames: Record<Stage["name"], string> = {
  embedder: "At once",
  inversion: "Backwards",
  descent: "Descent",
  image: "Picture",
};

/** Why a search came to its end; nothing where it did all it was asked for. */
export function endedInWords(endedBy: EndedBy, method: EmbedMethod): string | null {
  switch (endedBy) {
    case "finished":
      return null;
    case "wished-error":
      return "wished" in method && method.wished !== null
        ? `It reached the wished error, MSE ${method.wished}.`
        : "It reached the wished error.";
    case "budget":
      return "The budget of evaluations was spent before the wished error was reached; the best so far was kept.";
    case "stopped":
      return "Stopped by hand; the best so far was kept.";
    case "diverged":
      // Best chooses its rates itself.
      return `It diverged, so it was stopped; the best so far was kept.${
        "learningRate" in method ? " A lower learning rate may go further." : ""
      }`;
  }
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
