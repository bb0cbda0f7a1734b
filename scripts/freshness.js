import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** A hash over the names and contents of files and of everything in folders; tests, from which nothing is built, aside. */
export function fingerprint(places) {
  const hash = createHash("sha256").update(process.version);
  for (const file of places.flatMap(filesOf).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(join(projectFolder, file)));
  }
  return hash.digest("hex");
}

function filesOf(place) {
  const path = join(projectFolder, place);
  if (!existsSync(path)) return [];
  const entries = readEntries(path);
  if (!entries) return [place];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name) && !/[\\/]testing$/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length));
}

function readEntries(path) {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Whether what `stamp` stands beside was made from exactly these sources. */
export function isFresh(stamp, print) {
  const path = join(projectFolder, stamp);
  return existsSync(path) && readFileSync(path, "utf8") === print;
}

export function markFresh(stamp, print) {
  const path = join(projectFolder, stamp);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, print);
}
