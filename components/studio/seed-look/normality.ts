import type { SeedStatistics } from "@/protocol/entities";

/** How near a seed is to a draw from N(0, 1), in words. */
export interface Typicality {
  readonly typical: boolean;
  /** What strays, each in a sentence for somebody who has never heard of a distribution. */
  readonly hints: readonly string[];
}

/** The stated rule: typical is a variance of 0.8 to 1.2, a mean within 0.1 of 0, and no value beyond `unusual`. */
export const varianceRange = [0.8, 1.2] as const;
export const meanRange = 0.1;

/** The largest of n draws from N(0, 1) lies near sqrt(2 ln n); one and a half beyond that hardly ever happens. */
export function unusual(values: number): number {
  return Math.sqrt(2 * Math.log(Math.max(2, values))) + 1.5;
}

export function typicality(statistics: SeedStatistics, values: number): Typicality {
  const { mean, variance, largest } = statistics;
  const hints: string[] = [];
  if (variance < varianceRange[0]) {
    hints.push(
      `Its values stay closer to zero than chance would have them (variance ${variance.toFixed(2)} instead of 1). ` +
        "Found seeds of real pictures usually do: it grows this picture, but it is not a typical seed.",
    );
  }
  if (variance > varianceRange[1]) {
    hints.push(
      `Its values spread wider than chance would have them (variance ${variance.toFixed(2)} instead of 1). ` +
        "The picture is probably unlike what this model has learnt.",
    );
  }
  if (Math.abs(mean) > meanRange) {
    hints.push(`It leans ${mean < 0 ? "below" : "above"} zero as a whole; a typical seed balances out.`);
  }
  if (largest > unusual(values)) {
    hints.push(
      `A few values reach ${largest.toFixed(1)}; chance hardly ever goes beyond ${unusual(values).toFixed(1)}. ` +
        "They often carry a detail that the model would not draw by itself.",
    );
  }
  return { typical: hints.length === 0, hints };
}
