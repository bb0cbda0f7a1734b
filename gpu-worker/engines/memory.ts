import { freemem } from "node:os";

const units: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/**
 * Bytes that an engine may take: SEEDBED_MEMORY, such as `2.5G`, `800M` or a number of bytes, or else half of what is
 * free. Throws an Error that names the variable where it is something else.
 */
export function memoryBudget({ SEEDBED_MEMORY: asked }: NodeJS.ProcessEnv, free = freemem()): number {
  if (!asked) return free / 2;
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)\s*([KMG]?)i?B?$/i.exec(asked.trim()) ?? [];
  const bytes = Number(amount) * (units[unit.toUpperCase()] ?? Number.NaN);
  if (!(bytes > 0)) throw new Error(`SEEDBED_MEMORY is ${asked}; it is an amount of memory such as 800M or 2.5G`);
  return bytes;
}

/** Such as "2.5 GB". */
export function showBytes(bytes: number): string {
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GB` : `${Math.round(bytes / 2 ** 20)} MB`;
}
