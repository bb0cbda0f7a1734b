import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { missingPackages } from "./complete-lockfile.js";
import { projectFolder } from "./freshness.js";

/** Which rooms of the house each room may import from, beside itself. */
const roomRules: Readonly<Record<string, readonly string[]>> = {
  app: ["components", "server", "protocol"],
  components: ["protocol"],
  server: ["imaging", "protocol"],
  "gpu-worker": ["protocol"],
  cli: ["gpu-worker", "imaging", "protocol"],
  paper: ["cli", "gpu-worker", "protocol"],
  imaging: ["protocol"],
  protocol: [],
};

/** The same inside the worker, of the folders whose order matters. */
const workerRules: Readonly<Record<string, readonly string[]>> = {
  training: ["embedding", "latent", "diffusion", "networks", "graph"],
  embedding: ["latent", "diffusion", "networks", "graph"],
  latent: ["diffusion", "networks", "graph"],
  diffusion: ["networks", "graph"],
  networks: ["graph"],
  engines: ["graph"],
  graph: [],
};
const workerFolders = [...Object.keys(workerRules), "jobs"];

/** Paths that exist on one person's machine only, and hosts that packages once came from. */
const machinePlaces = [
  /["'\s(](\/work|\/home|\/Users|\/root)\//,
  /registry\.(npmjs|yarnpkg)\.(org|com)/,
  /[A-Z]:\\\\?Users/,
];

/** Starts the bundled command line, so it belongs to scripts/ rather than to what is bundled. */
const launcher = "cli/bin.js";

const sources = Object.keys(roomRules).flatMap(sourcesOf);
/** Tests may bring rooms together; what runs may not. */
const isOfTests = (file: string) => /\.test\.tsx?$|\/testing\//.test(file);
const running = sources.filter((file) => file !== launcher && !isOfTests(file));
const imports = running.flatMap((file) => importsOf(file).map((target) => ({ file, target })));

describe("imports run one way", () => {
  it.each(Object.entries(roomRules))("%s imports only from its neighbours", (room, allowed) => {
    expect(violations(room, (target) => [room, ...allowed].includes(roomOf(target)))).toEqual([]);
  });

  it.each(Object.entries(workerRules))("gpu-worker/%s imports only what lies under it", (folder, allowed) => {
    const forbidden = workerFolders.filter((other) => other !== folder && !allowed.includes(other));
    const isForbidden = (target: string) => forbidden.some((other) => target.startsWith(`gpu-worker/${other}/`));
    expect(violations(`gpu-worker/${folder}`, (target) => !isForbidden(target))).toEqual([]);
  });

  it("from tests to what runs, never back", () => {
    expect(imports.filter(({ target }) => isOfTests(`${target}.ts`))).toEqual([]);
  });

  it("reads the imports at all", () => {
    expect(imports.length).toBeGreaterThan(50);
    expect(violations("protocol", () => false)).toContain("protocol/events.ts imports protocol/entities");
  });
});

describe("files stay portable and readable", () => {
  it("names no place that exists on one machine only", () => {
    const everywhere = [
      ...sources,
      ...["scripts", "e2e", "bench", "docs", "prisma", "."].flatMap((folder) => filesOf(folder)),
    ];
    const named = everywhere.filter((file) => machinePlaces.some((place) => place.test(readSource(file))));
    expect(named.filter((file) => !file.endsWith("architecture.test.ts"))).toEqual([]);
  });

  it("keeps every source file under 300 lines", () => {
    expect(sources.filter((file) => readSource(file).split("\n").length > 300)).toEqual([]);
  });

  it("locks the packages of every platform, from no particular registry", () => {
    const text = readSource("package-lock.json");
    expect(missingPackages(JSON.parse(text))).toEqual([]);
    expect(text).not.toContain('"resolved"');
  });
});

function violations(folder: string, allows: (target: string) => boolean): string[] {
  return imports
    .filter(({ file, target }) => file.startsWith(`${folder}/`) && !allows(target))
    .map(({ file, target }) => `${file} imports ${target}`);
}

function roomOf(path: string): string {
  return path.split("/")[0] ?? path;
}

/** The files of ours that a file imports, from the project's folder on; packages are left out. */
function importsOf(file: string): string[] {
  const statements = readSource(file).matchAll(/(?:\bfrom|\bimport|\bimport\(|\bmock\()\s*["']([^"']+)["']/g);
  return [...statements].flatMap(([, target = ""]) => {
    if (target.startsWith("@/")) return [target.slice("@/".length)];
    return target.startsWith(".") ? [relative(projectFolder, join(projectFolder, dirname(file), target))] : [];
  });
}

function sourcesOf(room: string): string[] {
  return filesOf(room, true).filter((file) => /\.(ts|tsx|js)$/.test(file) && !file.includes("/generated/"));
}

/** The text files of a folder, hidden ones and what others made aside. */
function filesOf(folder: string, recursive = folder !== "."): string[] {
  return readdirSync(join(projectFolder, folder), { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|js|json|md|css|prisma|sql)$/.test(entry.name))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("next-env"));
}

function readSource(file: string): string {
  return readFileSync(join(projectFolder, file), "utf8");
}
