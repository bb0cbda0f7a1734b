import type { Metrics, SeedStatistics } from "../protocol/entities";

/** Where a command says what it found, and what is wrong. */
export interface Terminal {
  print(text: string): void;
  complain(text: string): void;
}

/** A result for a person: one line for each thing that is known. */
export function tell({ print }: Terminal, lines: Record<string, string | undefined>): void {
  const known = Object.entries(lines).filter((line): line is [string, string] => line[1] !== undefined);
  const width = Math.max(...known.map(([name]) => name.length));
  for (const [name, value] of known) print(`${name.padEnd(width)}  ${value}\n`);
}

/** A result for a machine: one JSON object. */
export function tellJson({ print }: Terminal, result: unknown): void {
  print(`${JSON.stringify(result, null, 2)}\n`);
}

export function errorInWords({ meanSquaredError, peakSignalToNoise }: Metrics): string {
  const decibels = peakSignalToNoise === null ? "exact" : `${peakSignalToNoise.toFixed(2)} dB`;
  return `MSE ${meanSquaredError.toPrecision(3)} · PSNR ${decibels}`;
}

export function statisticsInWords({ mean, variance, largest }: SeedStatistics): string {
  return `mean ${mean.toFixed(3)} · variance ${variance.toFixed(3)} · largest ${largest.toFixed(2)} (N(0, 1) has 0 and 1)`;
}

export function secondsInWords(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

export function durationInWords(seconds: number): string {
  if (seconds < 100) return `${seconds.toPrecision(2)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
