/**
 * What the engine takes for its three kinds of work, at sizes 32 and 64 and batches of 1 and 16:
 *
 *     npm run bench -- engine [--json] [--only 32|64] [--batches 1,16] [--work S,G,T] [--spinning] [--peer 'COMMAND']
 *
 * S generates in 10 steps; G is the gradient of the descent loss with respect to the seeds through 10 steps, planned
 * within SEEDBED_MEMORY; T is one training step, optimiser included. The peer is run before and after each case with
 * `--only SIZE --batches BATCH --work WORK` and prints a JSON line with median_ms; the ratio is own over peer.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureCase } from "./engine/measure";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    batches: { type: "string", default: "1,16" },
    work: { type: "string", default: "S,G,T" },
    spinning: { type: "boolean", default: false },
    peer: { type: "string" },
    single: { type: "boolean", default: false },
  },
});

const sizes = values.only ? [Number(values.only)] : [32, 64];
if (values.single) {
  // A process of its own for every case: its peak memory is the case's.
  const measured = await measureCase(Number(values.only), Number(values.batches), values.work, values.spinning);
  console.log(JSON.stringify(measured));
} else {
  const cases = [];
  for (const size of sizes)
    for (const batch of values.batches.split(",").map(Number))
      for (const work of values.work.split(",")) {
        const options = ["--only", `${size}`, "--batches", `${batch}`, "--work", work];
        const before = values.peer ? peerTime(values.peer, options) : null;
        const own = ownTime([...options, ...(values.spinning ? ["--spinning"] : [])]);
        const after = values.peer ? peerTime(values.peer, options) : null;
        const peer = before !== null && after !== null ? (before + after) / 2 : null;
        const measured = { ...own, peer_ms: peer, ratio: peer && round(own.median_ms / peer) };
        cases.push(measured);
        if (!values.json) console.log(JSON.stringify(measured));
      }
  if (values.json) console.log(JSON.stringify({ bench: "engine", cases }));
}

function ownTime(options: readonly string[]): { median_ms: number } {
  const self = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, ["--import", "tsx", self, "--single", ...options], {
    encoding: "utf8",
  });
  return JSON.parse(output);
}

function peerTime(command: string, options: readonly string[]): number {
  const output = execFileSync("sh", ["-c", `${command} ${options.join(" ")}`], { encoding: "utf8" });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "{}").median_ms;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
