import type { Metrics } from "@/protocol/entities";

/** From here up a reconstruction is hard to tell from the original by eye (MSE 0.0010). */
export const closeInDecibels = 30;

export type Verdict = "good" | "fair";

export function judgeMetrics(metrics: Metrics): Verdict {
  return metrics.peakSignalToNoise === null || metrics.peakSignalToNoise >= closeInDecibels ? "good" : "fair";
}

export function meanSquaredError(metrics: Metrics): string {
  return errorInFigures(metrics.meanSquaredError);
}

export function errorInFigures(error: number): string {
  if (error === 0) return "0";
  if (error >= 1e-4) return error.toFixed(5);
  return error
    .toExponential(1)
    .replace("e-", " × 10⁻")
    .replace(/⁻(\d+)$/, (_, digits: string) => `⁻${raised(digits)}`);
}

export function decibels(metrics: Metrics): string {
  return metrics.peakSignalToNoise === null ? "exact" : `${metrics.peakSignalToNoise.toFixed(1)} dB`;
}

/** With a real minus sign, so that figures stand under one another. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

function raised(digits: string): string {
  return digits.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? digit);
}
