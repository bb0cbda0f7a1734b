import { cpus } from "node:os";

/** Prints what was measured and on what machine: for people, or as one JSON object with `--json`. */
export function report(bench: string, measured: Record<string, unknown>): void {
  const processors = cpus();
  const machine = { processor: processors[0]?.model ?? "unknown", cores: processors.length, node: process.version };
  if (process.argv.includes("--json")) console.log(JSON.stringify({ bench, machine, ...measured }));
  else console.log(`${bench} on ${machine.cores} cores of ${machine.processor}\n${JSON.stringify(measured, null, 2)}`);
}

/** A number from the command line, such as `--rounds 20`. */
export function numberOption(name: string, otherwise: number): number {
  const place = process.argv.indexOf(`--${name}`);
  const value = Number(process.argv[place + 1]);
  return place > 0 && Number.isFinite(value) ? value : otherwise;
}
