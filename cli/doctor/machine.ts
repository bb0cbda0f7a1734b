import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import { exists } from "../files";
import type { Finding } from "./finding";

/** The oldest Node.js that Seedbed runs on, as in package.json's engines. */
const oldestNode = [20, 9] as const;
const gibibyte = 2 ** 30;

export async function examineNode(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    name: "Node.js",
    state: recent ? "ok" : "missing",
    detail: process.versions.node,
    advice: recent ? undefined : `Install Node.js ${oldestNode.join(".")} or newer.`,
  };
}

export async function examineMachine(): Promise<Finding[]> {
  const cores = availableParallelism();
  // A container's limit may be far below what the machine has; none is a number beyond all memory.
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const roomy = memory >= 2 * gibibyte;
  return [
    { name: "cores", state: "ok", detail: `${cores} (${cpus()[0]?.model.trim() || "of an unknown make"})` },
    {
      name: "memory",
      state: roomy ? "ok" : "optional",
      detail: `${(memory / gibibyte).toFixed(1)} GB`,
      advice: roomy ? undefined : "With less than 2 GB, keep to the small models.",
    },
  ];
}

/** Where the server keeps its database and blobs: SEEDBED_DATA, or `data` here. */
export async function examineDataFolder(): Promise<Finding> {
  const folder = resolve(process.env.SEEDBED_DATA ?? "data");
  let nearest = folder;
  while (!(await exists(nearest)) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  const writable = await access(nearest, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    name: "data folder",
    state: writable ? "ok" : "missing",
    detail: `${folder} ${writable ? "can be written" : "cannot be written"}`,
    advice: writable ? undefined : `Make ${nearest} writable, or set SEEDBED_DATA to a folder that is.`,
  };
}
