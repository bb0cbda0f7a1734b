import type { SeedStatistics } from "@/protocol/entities";
import { signed } from "../inspector/numbers";

/** One number of a seed, and where it lies in a draw from N(0, 1) by the stated rule. */
export interface SeedFigure {
  readonly name: string;
  readonly value: string;
  /** The rule, as it stands beside the number. */
  readonly rule: string;
  readonly typical: boolean;
  /** What it means, for somebody who has never heard of a distribution. */
  readonly meaning: string;
}

/** The stated rule; a draw keeps to it nearly always. */
export const varianceRange = [0.8, 1.2] as const;
export const meanRange = 0.1;
export const autocorrelationRange = 0.1;
export const normRange = 3;

/** The largest of n draws from N(0, 1) lies near sqrt(2 ln n); one and a half beyond that hardly ever happens. */
export function unusual(values: number): number {
  return Math.sqrt(2 * Math.log(Math.max(2, values))) + 1.5;
}

/** A seed's numbers, each with its rule; those that were not measured are left out. */
export function seedFigures(statistics: SeedStatistics, values: number): SeedFigure[] {
  const { autocorrelation, normDistance } = statistics;
  const figures = [meanFigure(statistics), varianceFigure(statistics), largestFigure(statistics, values)];
  if (autocorrelation !== undefined) figures.push(autocorrelationFigure(autocorrelation));
  if (normDistance !== undefined) figures.push(normFigure(normDistance));
  return figures;
}

/** Whether every number of a seed keeps to its rule. */
export function isTypical(statistics: SeedStatistics, values: number): boolean {
  return seedFigures(statistics, values).every((figure) => figure.typical);
}

function meanFigure({ mean }: SeedStatistics): SeedFigure {
  const typical = Math.abs(mean) <= meanRange;
  return {
    name: "Mean",
    value: signed(mean, 3),
    rule: `−${meanRange} to ${meanRange}`,
    typical,
    meaning: typical
      ? "Its values balance out around zero, as chance would have them."
      : `It leans ${mean < 0 ? "below" : "above"} zero as a whole; a typical seed balances out.`,
  };
}

function varianceFigure({ variance }: SeedStatistics): SeedFigure {
  const [lowest, highest] = varianceRange;
  const spread = variance.toFixed(2);
  const meaning =
    variance < lowest
      ? `Its values stay closer to zero than chance would have them (variance ${spread} instead of 1). Found seeds of real pictures usually do: it grows this picture, but it is not a typical seed.`
      : variance > highest
        ? `Its values spread wider than chance would have them (variance ${spread} instead of 1). The picture is probably unlike what this model has learnt.`
        : "Its values spread as chance would have them.";
  const typical = variance >= lowest && variance <= highest;
  return { name: "Variance", value: spread, rule: `${lowest} to ${highest}`, typical, meaning };
}

function largestFigure({ largest }: SeedStatistics, values: number): SeedFigure {
  const bound = unusual(values);
  const typical = largest <= bound;
  return {
    name: "Largest",
    value: largest.toFixed(1),
    rule: `at most ${bound.toFixed(1)}`,
    typical,
    meaning: typical
      ? "No value strays further from zero than chance goes."
      : `A few values reach ${largest.toFixed(1)}; chance hardly ever goes beyond ${bound.toFixed(1)}. They often carry a detail that the model would not draw by itself.`,
  };
}

function autocorrelationFigure(autocorrelation: number): SeedFigure {
  const typical = Math.abs(autocorrelation) <= autocorrelationRange;
  return {
    name: "Autocorrelation",
    value: signed(autocorrelation, 3),
    rule: `−${autocorrelationRange} to ${autocorrelationRange}`,
    typical,
    meaning: typical
      ? "Neighbouring values know nothing of each other, as in noise."
      : `Neighbouring values go ${autocorrelation > 0 ? "together" : "against each other"}, so the picture shines through; noise has no such pattern.`,
  };
}

function normFigure(distance: number): SeedFigure {
  const typical = Math.abs(distance) <= normRange;
  return {
    name: "Norm distance",
    value: `${signed(distance, 1)} σ`,
    rule: `−${normRange} to ${normRange} σ`,
    typical,
    meaning: typical
      ? "As a whole it is as strong as a draw by chance."
      : `As a whole it is ${distance < 0 ? "weaker" : "stronger"} than a draw by chance: its norm lies ${Math.abs(distance).toFixed(1)} standard deviations ${distance < 0 ? "below" : "above"}. The strictest of these rules; few found seeds keep to it.`,
  };
}
