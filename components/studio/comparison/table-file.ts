import type { Compared } from "./compared";
import type { Measure } from "./measures";

/** All numbers as comma-separated values (RFC 4180), unrounded: one line for every seed. */
export function tableFile(measures: readonly Measure[], all: readonly Compared[]): string {
  const lines = all.map((compared) => measures.map(({ value }) => value(compared)));
  return [measures.map(({ column }) => column), ...lines].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

/** A spreadsheet takes what begins like a formula for one; a picture's name must not be one. */
function field(value: number | string | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
